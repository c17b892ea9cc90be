vcl 4.1;

# Varnish in front of the readers' address of Stop Press. It speaks no TLS: put nginx, Caddy or hitch before it, and let
# that one send streams to Stop Press itself, or through here (they are piped). Why: docs/operate/proxies.md.
# Start with  varnishd -a 127.0.0.1:6081 -f /etc/varnish/stoppress.vcl -p pipe_timeout=60

import std;

backend readers {
    .host = "127.0.0.1";
    .port = "8000";
    .probe = {
        .url = "/readyz";
        .interval = 2s;
        .timeout = 1s;
        .window = 3;
        .threshold = 2;
        .initial = 2;
    }
}

sub vcl_recv {
    if (req.method != "GET" && req.method != "HEAD") {
        return (synth(405));
    }
    if (req.url ~ "^/[^/?]+/stream(\?|$)") {
        return (pipe);
    }
    # What other sites ask about embeds: the only answers that depend on a query.
    if (req.url ~ "^/oembed(\?|$)") {
        return (pass);
    }
    # No page depends on a query or a cookie.
    set req.url = regsub(req.url, "\?.*$", "");
    unset req.http.Cookie;
    if (std.healthy(req.backend_hint)) {
        # While all is well, an old page is shown for a minute at most; else for the day that the answer allows.
        set req.grace = 60s;
    }
    return (hash);
}

sub vcl_pipe {
    # One connection carries one stream: what comes after it must not pass unseen.
    set bereq.http.Connection = "close";
}

sub vcl_backend_response {
    # Who asks where a story stands wants to know it now: no old copies of what does not allow them.
    if (beresp.http.Cache-Control !~ "stale-while-revalidate") {
        set beresp.grace = 0s;
    } else {
        set beresp.grace = 1d;
    }
}
