"""Hostile bytes: name, what is sent, and the statuses that are right; 0: closed without an answer.

``HOST`` is the service's address. Between the parts of a tuple nothing happens; a request that is
not whole gets what a server gives to it, or a closed connection.
"""

H = b"Host: HOST\r\n"
END = b"\r\n"
ASK = b"/sparql?query=ASK%7B%7D"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
QUERY = b"Content-Type: application/sparql-query\r\n"


def get(path: bytes, headers: bytes = b"") -> bytes:
    return b"GET " + path + b" HTTP/1.1\r\n" + H + headers + b"Connection: close\r\n" + END


def post(body: bytes, headers: bytes = FORM, length: int | None = None) -> bytes:
    size = len(body) if length is None else length
    head = b"POST /sparql HTTP/1.1\r\n" + H + headers + b"Connection: close\r\n"
    return head + b"Content-Length: %d\r\n\r\n" % size + body


def chunked(*chunks: bytes, headers: bytes = FORM) -> bytes:
    head = b"POST /sparql HTTP/1.1\r\n" + H + headers + b"Connection: close\r\n"
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return head + b"Transfer-Encoding: chunked\r\n\r\n" + body + b"0\r\n\r\n"


NOT_FOUND = {404}
BAD = {400}
PATHS = [
    ("dots", get(b"/../../../../etc/passwd"), NOT_FOUND),
    ("dots, encoded", get(b"/..%2f..%2f..%2fetc%2fpasswd"), NOT_FOUND),
    ("dots, encoded twice", get(b"/%252e%252e%252fetc%252fpasswd"), NOT_FOUND),
    ("dots, overlong", get(b"/%c0%ae%c0%ae%c0%afetc%c0%afpasswd"), NOT_FOUND),
    ("dots behind static", get(b"/static/../../../etc/passwd"), NOT_FOUND),
    ("dots behind static, encoded", get(b"/static/..%2f..%2fapp.py"), NOT_FOUND),
    ("dots behind static, as they are", get(b"/static/%2e%2e/%2e%2e/pyproject.toml"), NOT_FOUND),
    ("dots behind vis", get(b"/static/vis/..%2f..%2f..%2fsetup.py"), NOT_FOUND),
    ("dots behind dumps", get(b"/dumps/..%2f..%2fpyproject.toml"), NOT_FOUND),
    ("dots behind id", get(b"/id/..%2f..%2f..%2fetc/passwd"), NOT_FOUND),
    ("backslashes", get(b"/static/..\\..\\app.py"), NOT_FOUND),
    ("absolute behind static", get(b"/static//etc/passwd"), NOT_FOUND),
    ("absolute behind dumps", get(b"/dumps//etc/passwd"), NOT_FOUND),
    ("the secret behind static", get(b"/static/SECRET"), NOT_FOUND),
    ("the secret behind dumps", get(b"/dumps/SECRET"), NOT_FOUND),
    ("NUL", get(b"/static/site.css%00.html"), NOT_FOUND),
    ("NUL alone", get(b"/%00"), NOT_FOUND),
    ("NUL in id", get(b"/id/%00"), NOT_FOUND),
    ("bad percent", get(b"/id/%zz%"), NOT_FOUND),
    ("not UTF-8", get(b"/id/%ff%fe"), NOT_FOUND),
    ("a surrogate", get(b"/id/%ed%a0%80"), NOT_FOUND),
    ("line end", get(b"/id/a%0d%0aSet-Cookie:%20a=b"), NOT_FOUND),
    ("line end to a redirect", get(b"/dumps%0d%0aSet-Cookie:a"), NOT_FOUND),
    ("two slashes", get(b"//example.org/"), NOT_FOUND),
    ("two slashes and dots", get(b"//example.org/.."), NOT_FOUND),
    ("long", get(b"/id/" + b"a" * 60_000), {404, 414}),
    ("too long", get(b"/id/" + b"a" * 300_000), {400, 414, 431}),
    ("slashes", get(b"/" * 20_000), NOT_FOUND),
    ("segments", get(b"/id/" + b"a/" * 20_000), NOT_FOUND),
    ("markup", get(b"/id/%3Cscript%3Ealert(1)%3C/script%3E"), NOT_FOUND),
    ("absolute form", get(b"http://example.org/health"), {200, 400, 404}),
    ("absolute form of another", get(b"http://127.0.0.1:PORT/"), {200, 400, 404}),
    (
        "asterisk",
        b"OPTIONS * HTTP/1.1\r\n" + H + b"Connection: close\r\n\r\n",
        {200, 204, 400, 404, 405},
    ),
    (
        "authority",
        b"CONNECT 127.0.0.1:PORT HTTP/1.1\r\n" + H + b"Connection: close\r\n\r\n",
        {400, 404, 405},
    ),
    ("fragment", get(b"/health#a"), {200, 400, 404}),
    ("blank in it", get(b"/id/a b"), BAD),
    ("letters beyond ASCII", get("/id/đ".encode()), {400, 404}),
    ("secret files", get(b"/.env"), NOT_FOUND),
    ("git", get(b"/.git/config"), NOT_FOUND),
]
HEADS = [
    ("HTTP/0.9", b"GET /health\r\n\r\n", {200, 400, 0}),
    ("HTTP/1.0", b"GET /health HTTP/1.0\r\n\r\n", {200}),
    ("HTTP/9.9", b"GET /health HTTP/9.9\r\n" + H + END, {400, 505}),
    ("HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", BAD),
    ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 64, BAD),
    ("noise", bytes(range(256)) * 4, BAD),
    ("only line ends", b"\r\n" * 1000 + get(b"/health"), {200, 400}),
    ("no Host", b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n", {200, 400}),
    (
        "two Hosts",
        b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        {200, 400},
    ),
    (
        "Host with markup",
        b'GET /sparql HTTP/1.1\r\nHost: "><script>\r\nConnection: close\r\n\r\n',
        {200, 400},
    ),
    ("Host of another", b"GET / HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n", {200}),
    (
        "Host with a path",
        b"GET /sitemap.xml HTTP/1.1\r\nHost: a/<b>&\r\nConnection: close\r\n\r\n",
        {200, 400},
    ),
    ("Host empty", b"GET /sitemap.xml HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n", {200, 400}),
    (
        "Host with a port too large",
        b"GET /sitemap.xml HTTP/1.1\r\nHost: a:999999\r\nConnection: close\r\n\r\n",
        {200, 400},
    ),
    (
        "Host with brackets",
        b"GET /sparql HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n",
        {200, 400},
    ),
    ("bare line feeds", b"GET /health HTTP/1.1\nHost: a\nConnection: close\n\n", {200, 400}),
    ("folded header", get(b"/health", b"A: b\r\n c\r\n"), {200, 400}),
    ("blank before the colon", get(b"/health", b"Accept : a\r\n"), BAD),
    ("NUL in a header", get(b"/health", b"A: \0\r\n"), BAD),
    ("a header without a name", get(b"/health", b": a\r\n"), BAD),
    ("a header without a colon", get(b"/health", b"abc\r\n"), BAD),
    ("a huge cookie", get(b"/health", b"Cookie: " + b"a" * 200_000 + b"\r\n"), {400, 431}),
    ("a cookie of 60 kB", get(b"/health", b"Cookie: " + b"a" * 60_000 + b"\r\n"), {200}),
    (
        "many headers",
        get(b"/health", b"".join(b"A%d: b\r\n" % n for n in range(2000))),
        {200, 400, 431},
    ),
    ("headers without end", b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 100_000, {400, 431}),
    ("a huge Accept", get(ASK, b"Accept: " + b"a/b;q=0.1," * 6000 + b"*/*\r\n"), {200}),
    ("quotes in Accept", get(ASK, b"Accept: " + b'a/b;c="' * 8000 + b"\r\n"), {200, 406}),
    ("commas in Accept", get(ASK, b"Accept: " + b"," * 60_000 + b"\r\n"), {200}),
    ("semicolons in Accept", get(ASK, b"Accept: a/b" + b";" * 60_000 + b"\r\n"), {200, 406}),
    ("Accept beyond ASCII", get(ASK, b"Accept: \xff\xfe\r\n"), {200, 406}),
    ("q of nonsense", get(ASK, b"Accept: */*;q=nan, text/csv;q=-1\r\n"), {200, 406}),
    (
        "Accept-Encoding of nonsense",
        get(ASK, b"Accept-Encoding: " + b"br;q=1e9," * 5000 + b"\r\n"),
        {200},
    ),
    ("a wish for no coding", get(b"/", b"Accept-Encoding: identity;q=0, *;q=0\r\n"), {200, 406}),
    ("If-None-Match without end", get(ASK, b'If-None-Match: "' + b"a" * 60_000 + b"\r\n"), {200}),
    ("many tags", get(ASK, b"If-None-Match: " + b'"a", ' * 12_000 + b"\r\n"), {200}),
    ("Range", get(b"/static/site.css", b"Range: bytes=0-0,1-1,2-2\r\n"), {200, 206, 416}),
    (
        "many Ranges",
        get(b"/static/site.css", b"Range: bytes=" + b"0-," * 10_000 + b"0-\r\n"),
        {200, 206, 400, 416},
    ),
    (
        "Range beyond",
        get(b"/static/site.css", b"Range: bytes=99999999999999999999-\r\n"),
        {200, 416},
    ),
    (
        "Range negative",
        get(b"/static/site.css", b"Range: bytes=-99999999999999999999\r\n"),
        {200, 206, 416},
    ),
    ("Range of nonsense", get(b"/static/site.css", b"Range: bytes=a-b\r\n"), {200, 400, 416}),
    (
        "If-Modified-Since of nonsense",
        get(b"/static/site.css", b"If-Modified-Since: \x80\r\n"),
        {200, 400},
    ),
    ("a forged client", get(ASK, b"X-Forwarded-For: " + b"1.2.3.4," * 5000 + b"\r\n"), {200}),
    (
        "a forged client of nonsense",
        get(ASK, b"X-Forwarded-For: <script>\r\nX-Forwarded-Proto: javascript\r\n"),
        {200},
    ),
    ("a request id with a line end", get(ASK, b"X-Request-Id: a%0d%0ab\r\n"), {200}),
    (
        "upgrade",
        get(b"/health", b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: a\r\n"),
        {200, 400, 426},
    ),
    (
        "upgrade to HTTP/2",
        get(b"/health", b"Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"),
        {200},
    ),
    (
        "a method that is none",
        b"BREW /sparql HTTP/1.1\r\n" + H + b"Connection: close\r\n\r\n",
        {400, 405},
    ),
    ("a method with markup", b"<b> / HTTP/1.1\r\n" + H + END, BAD),
    ("a very long method", b"A" * 100_000 + b" / HTTP/1.1\r\n" + H + END, {400, 431}),
    ("TRACE", b"TRACE / HTTP/1.1\r\n" + H + b"Connection: close\r\n\r\n", {400, 405}),
    ("method override", get(b"/graphs?default", b"X-HTTP-Method-Override: DELETE\r\n"), {200}),
    (
        "two requests at once",
        get(b"/health").replace(b"Connection: close\r\n", b"") + get(ASK),
        {200},
    ),
    (
        "a hundred at once",
        get(b"/health").replace(b"Connection: close\r\n", b"") * 100 + get(ASK),
        {200},
    ),
]
BODIES = [
    ("too long", post(b"query=" + b"a" * 600_000), {413}),
    ("said to be too long", post(b"query=ASK{}", length=10**12), {0, 408, 413}),
    ("not all of it", post(b"query=ASK%7B", length=500), {0, 408}),
    ("length negative", post(b"query=ASK%7B%7D", length=-5), BAD),
    (
        "length of nonsense",
        b"POST /sparql HTTP/1.1\r\n" + H + FORM + b"Content-Length: 1a\r\n\r\na",
        BAD,
    ),
    ("two lengths", post(b"query=ASK%7B%7D", FORM + b"Content-Length: 5\r\n"), BAD),
    ("two lengths in one", post(b"query=ASK%7B%7D", FORM, 15).replace(b"h: 15", b"h: 15, 15"), BAD),
    (
        "length and chunks",
        chunked(b"query=ASK%7B%7D", headers=FORM + b"Content-Length: 5\r\n"),
        BAD,
    ),
    ("chunks", chunked(b"query=ASK", b"%7B%7D"), {200}),
    ("chunks of one byte", chunked(*[b"a"] * 20_000), BAD),
    ("a chunk of nonsense", chunked(b"a").replace(b"1\r\n", b"zz\r\n"), BAD),
    ("a chunk too large", chunked(b"a").replace(b"1\r\n", b"ffffffffffffffffff\r\n"), BAD),
    (
        "chunk extensions",
        chunked(b"query=ASK%7B%7D").replace(b"f\r\n", b"f;a=" + b"b" * 5000 + b"\r\n", 1),
        {200, 400},
    ),
    ("coding of coding", post(b"a", FORM + b"Transfer-Encoding: gzip, chunked\r\n"), {400, 501}),
    ("xchunked", post(b"a", FORM + b"Transfer-Encoding: xchunked\r\n"), {400, 501}),
    (
        "a compressed body",
        post(b"\x1f\x8b\x08\0", FORM + b"Content-Encoding: gzip\r\n"),
        {400, 415},
    ),
    ("expect", post(b"query=ASK%7B%7D", FORM + b"Expect: 100-continue\r\n"), {100, 200}),
    ("expect nonsense", post(b"query=ASK%7B%7D", FORM + b"Expect: 999\r\n"), {200, 417}),
    ("fields", post(b"a=b&" * 100_000 + b"query=ASK%7B%7D"), {200, 400}),
    ("fields without a name", post(b"=&" * 100_000), BAD),
    ("many queries", post(b"query=ASK%7B%7D&" * 20_000), BAD),
    (
        "graphs",
        post(b"query=ASK%7B%7D" + b"&default-graph-uri=http://e/a" * 15_000),
        {200, 400, 413},
    ),
    ("a graph of markup", post(b"query=ASK%7B%7D&default-graph-uri=%3Cb%3E"), BAD),
    (
        "a graph of a file",
        post(b"query=SELECT*%7B?s+?p+?o%7D&default-graph-uri=file://SECRET"),
        {200},
    ),
    (
        "a graph of a socket",
        post(b"query=SELECT*%7B?s+?p+?o%7D&default-graph-uri=http://127.0.0.1:PORT/"),
        {200},
    ),
    (
        "a named graph of a socket",
        post(b"query=SELECT*%7BGRAPH?g%7B?s+?p+?o%7D%7D&named-graph-uri=http://127.0.0.1:PORT/"),
        {200},
    ),
    ("using-graph-uri", post(b"query=ASK%7B%7D&using-graph-uri=http://127.0.0.1:PORT/"), {200}),
    ("bad percent", post(b"query=%zz"), BAD),
    ("not UTF-8", post(b"query=%ff%fe"), BAD),
    ("raw bytes", post(b"query=\xff\xfe"), BAD),
    ("a surrogate", post(b"query=ASK%7B?s+?p+'%ed%a0%80'%7D"), BAD),
    ("overlong", post(b"query=ASK%c0%bb"), BAD),
    ("NUL", post(b"query=ASK%00%7B%7D"), BAD),
    ("UTF-16", post("ASK {}".encode("utf-16"), b"Content-Type: application/sparql-query\r\n"), BAD),
    (
        "UTF-7 said",
        post(b"ASK {}", b"Content-Type: application/sparql-query; charset=utf-7\r\n"),
        {415},
    ),
    (
        "charset of nonsense",
        post(b"ASK {}", b'Content-Type: application/sparql-query; charset="\xff"\r\n'),
        {200, 400, 415},
    ),
    (
        "multipart",
        post(b"--x\r\n\r\n", b"Content-Type: multipart/form-data; boundary=x\r\n"),
        {415},
    ),
    ("JSON", post(b"[" * 100_000, b"Content-Type: application/json\r\n"), {415}),
    (
        "XML",
        post(
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            b"Content-Type: text/xml\r\n",
        ),
        {415},
    ),
    ("an update", post(b"DROP ALL", b"Content-Type: application/sparql-update\r\n"), {403, 415}),
    ("no type", post(b"ASK {}", b""), {415}),
    (
        "two types",
        post(b"query=ASK%7B%7D", FORM + b"Content-Type: text/plain\r\n"),
        {200, 400, 415},
    ),
    ("a very long type", post(b"a", b"Content-Type: " + b"a;" * 30_000 + b"\r\n"), {415}),
    ("a body to GET", get(ASK, b"Content-Length: 3\r\n") + b"abc", {200}),
]
READS = [
    (path, get(path.encode()), statuses)
    for path, statuses in [
        ("/search?q=%3Cscript%3Ealert(1)%3C/script%3E", {200}),
        ("/search?q=%22onmouseover=%22alert(1)", {200}),
        ("/search?q=" + "a" * 5000, {200, 400, 422}),
        ("/search?q=%00", {200, 400}),
        ("/search?q=%ff%fe", {200, 400}),
        ("/search?q=%ed%a0%80", {200, 400}),
        ("/search?q=" + "%2a%2b%28%5b" * 40, {200, 400}),
        ("/search?q=" + "a+OR+" * 39, {200, 400}),
        ("/search?page=99999999999999999999", {200, 400, 404}),
        ("/search?page=-1", {200, 400}),
        ("/search?page=abc", {200, 400}),
        ("/?lang=%3Cb%3E", {200, 400}),
        ("/?lang=../../etc/passwd", {200, 400}),
        ("/?lang=en&lang=vi", {200}),
        ("/id/province/kon-tum?lang=%27%22%3E%3Cimg%20src=x%3E", {200, 404}),
        ("/id/province/binh-phuoc?format=%3Cb%3E", {406}),
        ("/id/province/binh-phuoc?format=../../etc/passwd", {406}),
        ("/id/province/binh-phuoc?profile=http://127.0.0.1:PORT/", {406, 200}),
        ("/id/province/binh-phuoc?profile=file:///etc/passwd", {406, 200}),
        ("/id/province/binh-phuoc?date=9999-99-99", {200, 400}),
        ("/id/province/binh-phuoc?date=%3Cb%3E", {200, 400}),
        ("/history?date=0000-00-00", {200, 400, 404}),
        ("/explore?iri=javascript:alert(1)", {400, 404}),
        ("/explore?iri=%3Cscript%3E", {400, 404}),
        ("/explore?iri=http://127.0.0.1:PORT/", {400, 404}),
        ("/explore?iri=file://SECRET", {400, 404}),
        ("/graphs?graph=http://127.0.0.1:PORT/", {404}),
        ("/graphs?graph=file://SECRET", {404}),
        ("/graphs?graph=%3Cscript%3E", {400}),
        ("/sparql?query=%3Cscript%3Ealert(1)%3C/script%3E", {400}),
        ("/sparql?query=ASK%7B%7D&format=%3Cscript%3E", {406}),
        ("/sparql?format=%3Cscript%3E", {406}),
        ("/sparql?query", {400}),
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {400}),
        ("/sparql?" + "a&" * 20_000, {200, 400}),
        ("/catalog?page=99999999999999999999999", {400, 404}),
        ("/catalog/decision/..%2f..%2fetc", {404}),
        ("/changes/..%2f..%2fetc", {404}),
        ("/feed.atom?page=0", {400, 404}),
        ("/sitemap.xml?page=%00", {400}),
    ]
]
ALL = [
    (f"{group}: {name[:70]}", data, statuses)
    for group, rows in [
        ("path", PATHS),
        ("head", HEADS),
        ("body", BODIES),
        ("page", READS),
    ]
    for name, data, statuses in rows
]
