// A shop asks Reco to invite a customer a week after her purchase: does the e-mail go out, and not before?
//
// Needs a JDK, 17 or newer. EMULATOR_URL says where the emulator is: emulator exec -- java Invite.java

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.regex.Pattern;

class Invite {
    static final String EMULATOR = Optional.ofNullable(System.getenv("EMULATOR_URL")).orElse("http://127.0.0.1:4717");
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    public static void main(String[] arguments) throws InterruptedException {
        try {
            inAWorldOfOurOwn();
        } catch (IllegalStateException error) {
            System.err.println(error.getMessage());
            System.exit(1);
        }
    }

    /** Nobody else sees it; it is Monday noon there, and stays so until we say otherwise. */
    static void inAWorldOfOurOwn() throws InterruptedException {
        var worlds = EMULATOR + "/_emulator/worlds";
        var world = call("POST", worlds, "{\"now\": \"2030-01-07T12:00:00Z\", \"frozen\": true}");
        try {
            invite(world, EMULATOR + "/~" + field(world, "name") + "/_emulator");
        } finally {
            call("DELETE", worlds + "/" + field(world, "name"), "");
        }
    }

    static void invite(String world, String control) throws InterruptedException {
        var reco = field(world, "reco"); // what your code is told in place of the real address
        var mails = control + "/outbox?to=jane@example.org";

        var answer = call("POST", reco + "/invite/mail/venue/" + field(world, "venue"), """
                {"invites": [{"email": "jane@example.org"}], "scheduled": {"sendDateFrom": "2030-01-14"}}""",
                "X-Reco-ApiKey", field(world, "api_key"));
        expect("Reco's answer", "{\"errors\":[],\"success\":[{\"email\":\"jane@example.org\"}]}", answer);
        expect("the number of e-mails to Jane before the day", "0", field(call("GET", mails, ""), "total"));

        call("POST", control + "/clock/advance", "{\"days\": 8}");

        var outbox = call("GET", mails, "");
        expect("the number of e-mails to Jane after the day", "1", field(outbox, "total"));
        expect("the day of the e-mail", "2030-01-14", field(outbox, "at").substring(0, 10));
        System.out.println("Reco invited Jane on " + field(outbox, "at") + " to write at " + field(outbox, "review"));
    }

    static String call(String method, String url, String json, String... headers) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.ofString(json));
        request.header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new IllegalStateException(
                        method + " " + url + " was answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException error) {
            throw new IllegalStateException(method + " " + url + " cannot be reached: " + error);
        }
    }

    /** The first value of that name: the JDK reads no JSON, your project has a library that does. */
    static String field(String json, String name) {
        var found = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("there is no " + name + " in " + json);
        }
        return found.group(1);
    }

    static void expect(String what, String wanted, String got) {
        if (!wanted.equals(got)) {
            throw new IllegalStateException(what + ": expected " + wanted + ", got " + got);
        }
    }
}
