"""The plain pages that people reach through a message's links: their frame, and what their forms send."""

from html import escape
from urllib.parse import parse_qsl

_STYLE = "body{font:16px/1.5 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem}textarea{width:100%}"


def page(title: str, content: str, *, lang: str) -> str:
    """A whole HTML document under its title; `content` is HTML already, in which nothing that people typed is raw."""
    return f"""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{escape(title)}</h1>
{content}
</body>
</html>
"""


def form(body: bytes) -> dict[str, str]:
    """What is no form has no fields, so the page says which are wanted."""
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        return {}
