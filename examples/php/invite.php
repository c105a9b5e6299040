<?php

// A shop asks Reco to invite a customer a week after her purchase: does the e-mail go out, and not before?
//
// Needs PHP 8 with its curl extension. EMULATOR_URL says where the emulator is: emulator exec -- php invite.php

declare(strict_types=1);

const JANE = ['email' => 'jane@example.org', 'firstName' => 'Jane'];

function main(string $emulator): void
{
    // A world of our own, which nobody else sees; it is Monday noon, and stays so until we say otherwise.
    $world = call('POST', "$emulator/_emulator/worlds", ['now' => '2030-01-07T12:00:00Z', 'frozen' => true]);
    try {
        invite($world, "$emulator/~{$world['name']}/_emulator");
    } finally {
        call('DELETE', "$emulator/_emulator/worlds/{$world['name']}");
    }
}

function invite(array $world, string $control): void
{
    $reco = $world['base_urls']['reco']; // what your code is told in place of the real address
    $account = $world['credentials']['reco'][0];

    $answer = call(
        'POST',
        "$reco/invite/mail/venue/{$account['venue']}",
        ['invites' => [JANE], 'scheduled' => ['sendDateFrom' => '2030-01-14']],
        ["X-Reco-ApiKey: {$account['api_key']}"],
    );
    expect("Reco's answer", ['errors' => [], 'success' => [JANE]], $answer);

    $outbox = call('GET', "$control/outbox?to=" . urlencode(JANE['email']));
    expect('the number of e-mails to Jane before the day', 0, $outbox['total']);

    call('POST', "$control/clock/advance", ['days' => 8]);

    $outbox = call('GET', "$control/outbox?to=" . urlencode(JANE['email']));
    expect('the number of e-mails to Jane after the day', 1, $outbox['total']);
    $message = $outbox['items'][0];
    expect('the day of the e-mail', '2030-01-14', substr($message['at'], 0, 10));
    echo "Reco invited Jane on {$message['at']} to write at {$message['links']['review']}\n";
}

function call(string $method, string $url, ?array $json = null, array $headers = []): ?array
{
    $request = curl_init($url);
    curl_setopt_array($request, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => ['Content-Type: application/json', ...$headers],
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 60,
    ]);
    if ($json !== null) {
        curl_setopt($request, CURLOPT_POSTFIELDS, json_encode($json, JSON_THROW_ON_ERROR));
    }
    $answer = curl_exec($request);
    if ($answer === false) {
        throw new RuntimeException("$method $url cannot be reached: " . curl_error($request));
    }
    $status = curl_getinfo($request, CURLINFO_RESPONSE_CODE);
    if ($status >= 400) {
        throw new RuntimeException("$method $url was answered $status: $answer");
    }
    return $answer === '' ? null : json_decode($answer, true, flags: JSON_THROW_ON_ERROR);
}

function expect(string $what, mixed $wanted, mixed $got): void
{
    if ($got !== $wanted) {
        throw new RuntimeException("$what: expected " . json_encode($wanted) . ', got ' . json_encode($got));
    }
}

try {
    main(getenv('EMULATOR_URL') ?: 'http://127.0.0.1:4717');
} catch (RuntimeException $error) {
    fwrite(STDERR, $error->getMessage() . "\n");
    exit(1);
}
