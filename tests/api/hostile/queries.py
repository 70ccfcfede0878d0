"""Hostile queries: name, query, and the statuses that are right. PORT counts connections.

A query that may end or be stopped, as fast as the machine is, has both statuses.
"""

from tests.api.workers.conftest import RUNAWAY

P = "PREFIX ex: <http://127.0.0.1:PORT/> PREFIX : <http://127.0.0.1:PORT/> "
SINK = "<http://127.0.0.1:PORT/x>"
LONG = '"' + "a" * 1000 + '"'

STOPPED = {503}
REFUSED = {400}
FORBIDDEN = {403}
TOO_LONG = {413, 414}
ENDS = {200, 413, 503}  # within its limits or stopped at one, never anything else


def nested(left: str, core: str, right: str, times: int) -> str:
    return left * times + core + right * times


def doubling(call: str, times: int) -> str:
    binds = " ".join(f"BIND({call.format(f'?a{n}')} AS ?a{n + 1})" for n in range(times))
    return f"SELECT (STRLEN(?a{times}) AS ?n) {{ BIND({LONG} AS ?a0) {binds} }}"


NESTING = [
    ("STR 1200", f"SELECT ({nested('STR(', '1', ')', 1200)} AS ?x) {{}}", REFUSED),
    ("STR 38", f"SELECT ({nested('STR(', '1', ')', 38)} AS ?x) {{}}", {200}),
    ("groups 3000", f"SELECT * {nested('{', '', '}', 3000)}", REFUSED),
    ("groups unclosed", "SELECT * " + "{" * 3000, REFUSED),
    ("parentheses", f"SELECT ({nested('(', '1', ')', 5000)} AS ?x) {{}}", REFUSED),
    ("not", f"ASK {{ FILTER({'!' * 5000}true) }}", REFUSED),
    ("minus", f"SELECT ({'-' * 5000}1 AS ?x) {{}}", REFUSED),
    ("blank nodes", f"SELECT * {{ {nested('[:a ', '1', ']', 2000)} :b 2 }}", REFUSED),
    ("collections", f"SELECT * {{ ?s ?p {nested('(', '1', ')', 2000)} }}", REFUSED),
    ("sub-selects", f"SELECT * {nested('{ SELECT * ', '{}', '}', 500)}", REFUSED),
    ("optional", f"SELECT * {nested('{ OPTIONAL ', '{}', '}', 500)}", REFUSED),
    ("exists", f"ASK {nested('{ FILTER EXISTS ', '{}', '}', 500)}", REFUSED),
    ("minus groups", f"ASK {nested('{ MINUS ', '{}', '}', 500)}", REFUSED),
    ("unions", f"ASK {nested('{ {} UNION ', '{}', '}', 500)}", REFUSED),
    ("graphs", f"ASK {nested('{ GRAPH ?g ', '{}', '}', 500)}", REFUSED),
    ("IF", f"SELECT ({nested('IF(true,', '1', ',2)', 1500)} AS ?x) {{}}", REFUSED),
    ("COALESCE", f"SELECT ({nested('COALESCE(', '1', ')', 1500)} AS ?x) {{}}", REFUSED),
    ("paths", f"ASK {{ ?s {nested('(', ':a', ')', 2000)} ?o }}", REFUSED),
    ("inverse paths", f"ASK {{ ?s {'^' * 5000}<http://e/a> ?o }}", REFUSED),
    ("quoted triples", f"ASK {{ {nested('<<', ':a', ':b :c>>', 500)} :b :c }}", REFUSED),
    ("brackets in a string", f'SELECT ("{"(" * 5000}" AS ?x) {{}}', {200}),
    ("brackets in a comment", "SELECT * {} #" + "{" * 5000, {200}),
]
FLAT = [
    ("binds", "SELECT * {" + " ".join(f"BIND(1 AS ?v{n})" for n in range(2700)) + "}", REFUSED),
    ("filters", "SELECT * { ?s ?p ?o " + "FILTER(true) " * 4000 + "}", REFUSED),
    ("or", "ASK { FILTER(" + "true||" * 9000 + "true) }", REFUSED),
    ("and", "ASK { FILTER(" + "true&&" * 9000 + "true) }", REFUSED),
    ("plus", "SELECT (" + "1+" * 9000 + "1 AS ?x) {}", REFUSED),
    ("slashes", "SELECT (" + "1/" * 9000 + "1 AS ?x) {}", REFUSED),
    ("optionals", "SELECT * { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o } " * 2500 + "}", REFUSED),
    ("patterns", "SELECT * {" + "?s ?p ?o . " * 4000 + "}", REFUSED),
    ("objects", "SELECT * { ?s ?p 1" + ",1" * 9000 + "}", REFUSED),
    ("predicates", "SELECT * { ?s <http://e/p> 1" + ";<http://e/p> 1" * 3000 + "}", REFUSED),
    ("unions", "SELECT * { {}" + " UNION {}" * 5000 + "}", REFUSED),
    ("path sequence", "ASK { ?s <http://e/a>" + "/<http://e/a>" * 3000 + " ?o }", REFUSED),
    ("path choice", "ASK { ?s <http://e/a>" + "|<http://e/a>" * 3000 + " ?o }", REFUSED),
    ("prefixes", "PREFIX a: <http://e/> " * 2500 + "ASK {}", ENDS),
    ("variables", "SELECT " + " ".join(f"?v{n}" for n in range(8000)) + " {}", ENDS | {400}),
    ("values", "SELECT * { VALUES ?x {" + " 1" * 25_000 + "} }", {413}),
    (
        "values crossed",
        "SELECT (COUNT(*) AS ?n) {"
        + "".join(f"VALUES ?v{n} {{{' 1' * 1500}}}" for n in range(8))
        + "}",
        STOPPED,
    ),
    ("in", "SELECT * { ?s ?p ?o FILTER(?o IN (" + "1," * 20_000 + "1)) }", ENDS | {400}),
    ("groups by", "SELECT (1 AS ?x) { ?s ?p ?o } GROUP BY" + " ?s" * 9000, ENDS | {400}),
    ("orders", "SELECT * { ?s ?p ?o } ORDER BY" + " ?s" * 9000, ENDS | {400}),
    ("from", "SELECT *" + " FROM <http://e/a>" * 3000 + " {}", ENDS),
    ("construct template", "CONSTRUCT {" + "?s ?p ?o . " * 3000 + "} WHERE { ?s ?p ?o }", REFUSED),
    ("semicolons", "SELECT * { ?s ?p ?o " + ";" * 50_000 + "}", REFUSED),
    ("64 KiB and more", "ASK {} #" + "x" * 66_000, TOO_LONG),
    ("64 KiB of letters beyond ASCII", "ASK {} #" + "đ" * 33_000, TOO_LONG),
]
COSTLY = [
    ("cross product 4", RUNAWAY, STOPPED),
    (
        "cross product, ordered",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a LIMIT 1",
        STOPPED,
    ),
    (
        "cross product, distinct",
        "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        {413, 503},
    ),
    ("cross product, streamed", "SELECT * { ?a ?b ?c . ?d ?e ?f }", {413}),
    (
        "cross product, counted",
        "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?a),STR(?d),STR(?g)) AS ?x) }",
        STOPPED,
    ),
    (
        "cross product, asked",
        "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a = 1) }",
        ENDS,
    ),
    (
        "cross product, constructed",
        "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        {413, 503},
    ),
    (
        "cross product, OFFSET",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } OFFSET 999999999999 LIMIT 1",
        STOPPED,
    ),
    (
        "LIMIT beyond all",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 99999999999999",
        {413, 503},
    ),
    ("LIMIT too large to read", "SELECT * { ?s ?p ?o } LIMIT 99999999999999999999999999", REFUSED),
    (
        "NOT EXISTS, joined",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?x ?y ?z . ?u ?v ?w FILTER(?x = ?a && ?u = ?d && ?z = 1) } }",
        STOPPED,
    ),
    (
        "optional, crossed",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i OPTIONAL { ?j ?k ?l } } } }",
        STOPPED,
    ),
    (
        "unions, crossed",
        "SELECT (COUNT(*) AS ?n) {" + "{ ?a ?b ?c } UNION { ?d ?e ?f } . " * 12 + "}",
        STOPPED,
    ),
    (
        "120 patterns, a chain",
        "SELECT * {" + " ".join(f"?v{n} ?p{n} ?v{n + 1} ." for n in range(120)) + "}",
        ENDS | {400},
    ),
    (
        "120 patterns, a star",
        "SELECT * {" + " ".join(f"?s ?p{n} ?v{n} ." for n in range(120)) + "}",
        ENDS | {400},
    ),
    (
        "60 patterns, no join",
        "SELECT (COUNT(*) AS ?n) {" + " ".join(f"?s{n} ?p{n} ?v{n} ." for n in range(60)) + "}",
        STOPPED | {400},
    ),
    (
        "120 patterns, a clique",
        "SELECT * {" + " ".join(f"?v{n % 11} ?p{n} ?v{n % 7} ." for n in range(120)) + "}",
        ENDS | {400},
    ),
    (
        "path, any",
        "SELECT (COUNT(*) AS ?n) { ?a (<http://e/x>|!<http://e/x>)* ?b . ?c (<http://e/x>|!<http://e/x>)* ?d }",
        ENDS,
    ),
    (
        "path, stars nested",
        "ASK { ?a ((((!<http://e/x>)*)*)+)* ?b . ?b (!<http://e/y>)+ ?c . ?d (^!<http://e/x>)* ?a }",
        ENDS,
    ),
    (
        "path, long choice",
        "SELECT (COUNT(*) AS ?n) { ?a (!<http://e/x>/^!<http://e/x>)+ ?b . ?c (!<http://e/x>/^!<http://e/x>)+ ?d }",
        ENDS,
    ),
    ("doubling CONCAT", doubling("CONCAT({0},{0})", 24), STOPPED),
    ("doubling REPLACE", doubling('REPLACE({0}, "a", "aa")', 24), STOPPED),
    ("growing REPLACE", doubling('REPLACE({0}, "a", {0})', 4), STOPPED),
    ("doubling STRDT", doubling("STR(STRLANG(CONCAT(STR({0}),STR({0})),'vi'))", 24), STOPPED),
    ("doubling ENCODE_FOR_URI", doubling("ENCODE_FOR_URI(CONCAT('%',{0},'%',{0}))", 20), STOPPED),
    (
        "GROUP_CONCAT",
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a),STR(?d),STR(?g))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        STOPPED,
    ),
    (
        "GROUP_CONCAT, long separator",
        f"SELECT (GROUP_CONCAT(?a; separator={LONG}) AS ?x) {{ ?a ?b ?c . ?d ?e ?f }}",
        ENDS,
    ),
    (
        "sample of all",
        "SELECT ?a (SAMPLE(?x) AS ?y) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?d),STR(?g)) AS ?x) } GROUP BY ?a ?d ?g",
        ENDS,
    ),
    (
        "hashes",
        "SELECT (COUNT(?x) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(SHA512(CONCAT(STR(?a),STR(?d),STR(?g))) AS ?x) }",
        STOPPED,
    ),
    ("regex, catastrophic", 'ASK { FILTER(REGEX("' + "a" * 40 + 'b", "^(a+)+$")) }', {200}),
    (
        "regex, catastrophic choice",
        'ASK { FILTER(REGEX("' + "a" * 40 + 'b", "^(a|a|a?)+$")) }',
        {200},
    ),
    (
        "regex, repeats of repeats",
        'SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "((a{1,1000}){1,1000}){1,1000}")) }',
        ENDS,
    ),
    (
        "regex, many classes",
        'SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "' + "[\\\\p{L}\\\\p{N}]{0,200}" * 20 + '")) }',
        ENDS,
    ),
    (
        "regex from the data",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(STR(?c), STR(?f), STR(?i))) }",
        STOPPED,
    ),
    ("regex, broken", 'SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "((((")) }', {200}),
    ("regex, back reference", 'ASK { FILTER(REGEX("aa", "(a)\\\\1")) }', {200}),
    (
        "numbers",
        "SELECT (" + "9" * 5000 + " AS ?x) (1e999 AS ?y) (-1e-999 AS ?z) (1/0 AS ?w) {}",
        {200},
    ),
    (
        "decimal multiplied",
        "SELECT (" + "*".join(["99999999999.9999999"] * 200) + " AS ?x) {}",
        {200},
    ),
    ("dates", 'SELECT (xsd:dateTime("99999999-01-01T00:00:00Z") AS ?x) {}', REFUSED),
    (
        "dates beyond",
        'PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT (YEAR(xsd:dateTime("-999999999999-01-01T00:00:00Z")) AS ?x) (xsd:duration("P99999999999999999Y") AS ?y) {}',
        {200},
    ),
    (
        "SUBSTR far away",
        'SELECT (SUBSTR("a", -9223372036854775808, 9223372036854775807) AS ?x) {}',
        {200},
    ),
    ("describe all", "DESCRIBE ?s { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }", ENDS),
    (
        "triple terms",
        "SELECT * { ?a ?b ?c . ?d ?e ?f BIND(TRIPLE(?a, ?b, TRIPLE(?d, ?e, ?f)) AS ?t) BIND(TRIPLE(?a, ?b, ?t) AS ?u) }",
        ENDS | {400},
    ),
]
CALLS = [
    (name, P + query, FORBIDDEN)
    for name, query in [
        ("SERVICE", f"SELECT * {{ SERVICE {SINK} {{ ?s ?p ?o }} }}"),
        ("SERVICE in small letters", "select * { service silent ex:a {?s ?p ?o} }"),
        ("SERVICE in mixed letters", f"SELECT * {{ SeRvIcE {SINK} {{}} }}"),
        (
            "SERVICE of a variable",
            f"SELECT * {{ VALUES ?x {{ {SINK} }} SERVICE ?x {{ ?s ?p ?o }} }}",
        ),
        ("SERVICE:x", "SELECT * { SERVICE:x {?s ?p ?o} }"),
        ("SERVICEex:a", "SELECT * { ?s ?p ?o SERVICEex:a {?s ?p ?o} }"),
        ("SERVICESILENT:x", "SELECT * { SERVICESILENT:x {?s ?p ?o} }"),
        ("1SERVICE<>", f"SELECT * {{ ?s ?p 1SERVICE{SINK}{{?s ?p ?o}} }}"),
        ("1.5SERVICE<>", f"SELECT * {{ ?s ?p 1.5SERVICE{SINK}{{?s ?p ?o}} }}"),
        ("1e3SERVICE<>", f"SELECT * {{ ?s ?p 1e3SERVICE{SINK}{{?s ?p ?o}} }}"),
        ("trueSERVICE<>", f"SELECT * {{ ?s ?p trueSERVICE{SINK}{{?s ?p ?o}} }}"),
        ("'a'SERVICE<>", f"SELECT * {{ ?s ?p 'a'SERVICE{SINK}{{?s ?p ?o}} }}"),
        ("'a'@viSERVICE", f"SELECT * {{ ?s ?p 'a'@vi SERVICE{SINK}{{?s ?p ?o}} }}"),
        ("SERVICE after a comment", f"SELECT * {{ #\nSERVICE #\n{SINK} #\n{{ ?s ?p ?o }} }}"),
        ("SERVICE#SILENT", f"SELECT * {{ SERVICE#\rSILENT#\n{SINK}{{}} }}"),
        ("SERVICE in a sub-select", f"SELECT * {{ {{ SELECT * {{ SERVICE {SINK} {{}} }} }} }}"),
        ("SERVICE in EXISTS", f"ASK {{ FILTER EXISTS {{ SERVICE {SINK} {{}} }} }}"),
        ("SERVICE in MINUS", f"ASK {{ ?s ?p ?o MINUS {{ SERVICE {SINK} {{}} }} }}"),
        ("SERVICE in CONSTRUCT", f"CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE {SINK} {{ ?s ?p ?o }} }}"),
        ("SERVICE in DESCRIBE", f"DESCRIBE ?s {{ SERVICE {SINK} {{ ?s ?p ?o }} }}"),
        ("SERVICE in OPTIONAL", f"ASK {{ OPTIONAL {{ SERVICE SILENT {SINK} {{}} }} }}"),
        ("SERVICE by name", "SELECT * { SERVICE <http://localhost:PORT/x> {} }"),
        ("SERVICE by https", "SELECT * { SERVICE <https://127.0.0.1:PORT/x> {} }"),
        ("SERVICE by IPv6", "SELECT * { SERVICE <http://[::ffff:127.0.0.1]:PORT/x> {} }"),
        ("SERVICE of a file", "SELECT * { SERVICE <file:///etc/passwd> {} }"),
        ("SERVICE of a relative IRI", "BASE <http://127.0.0.1:PORT/> SELECT * { SERVICE <x> {} }"),
        ("SERVICE by an escaped IRI", "SELECT * { SERVICE <http://127.0.0.1:PORT/\\u0078> {} }"),
        ("SERVICE with tabs", f"SELECT *\t{{\tSERVICE\t{SINK}\t{{}}\t}}"),
        ("LOAD", f"LOAD {SINK}"),
        ("LOAD SILENT INTO", f"LOAD SILENT {SINK} INTO GRAPH <http://e/a>"),
        ("LOAD of a file", "LOAD <file:///etc/passwd>"),
        ("INSERT with SERVICE", f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE {SINK} {{ ?s ?p ?o }} }}"),
        ("INSERT DATA", "INSERT DATA { <http://e/a> <http://e/b> 1 }"),
        ("DELETE WHERE", "DELETE WHERE { ?s ?p ?o }"),
        ("CLEAR", "CLEAR SILENT ALL"),
        ("DROP", "drop all"),
        ("CREATE", "CREATE GRAPH <http://e/a>"),
        ("COPY", "COPY DEFAULT TO <http://e/a>"),
        ("MOVE", "MOVE <http://e/a> TO DEFAULT"),
        ("ADD", "ADD <http://e/a> TO DEFAULT"),
        ("WITH", "WITH <http://e/a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"),
    ]
] + [
    ("SERVICE with an escape in it", f"SELECT * {{ S\\u0045RVICE {SINK} {{}} }}", {400, 403}),
    ("LOAD with an escape in it", f"L\\u004FAD {SINK}", {400, 403}),
    ("a query, then an update", "ASK {} ; DROP ALL", REFUSED),
    ("SERVICE in a string", "SELECT ('SERVICE <http://e/> {}' AS ?x) {}", {200}),
    ("SERVICE in a comment", "SELECT * {} # SERVICE <http://e/> {}", {200}),
    ("SERVICE as a variable", "SELECT ?SERVICE { ?SERVICE ?p ?o } LIMIT 1", {200}),
    ("FROM a socket", f"SELECT * FROM {SINK} {{ ?s ?p ?o }}", {200}),
    ("FROM NAMED a socket", f"SELECT * FROM NAMED {SINK} {{ GRAPH ?g {{ ?s ?p ?o }} }}", {200}),
    ("FROM a file", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", {200}),
    ("FROM the secret", "SELECT * FROM <file://SECRET> { ?s ?p ?o }", {200}),
    ("GRAPH of a file", "SELECT * { GRAPH <file://SECRET> { ?s ?p ?o } }", {200}),
    ("DESCRIBE of a file", "DESCRIBE <file://SECRET>", {200}),
    ("DESCRIBE of a socket", f"DESCRIBE {SINK}", {200}),
    ("FROM with an escape", "SELECT * FR\\u004FM <http://127.0.0.1:PORT/> {}", REFUSED),
]
ODD = [
    ("nothing", "", REFUSED),
    ("blanks", " \n\t ", REFUSED),
    ("NUL", "ASK { ?s ?p '\0' }", {200, 400}),
    ("NUL outside", "ASK\0{}", REFUSED),
    ("a byte order mark", "\ufeffASK {}", {200}),
    ("two byte order marks", "\ufeff\ufeffASK {}", REFUSED),
    ("escape of a surrogate", 'ASK { ?s ?p "\\uD800" }', REFUSED),
    ("escape beyond Unicode", 'ASK { ?s ?p "\\U00110000" }', REFUSED),
    ("escape of NUL", 'SELECT ("\\u0000" AS ?x) {}', {200}),
    ("escape in an IRI", "ASK { <http://e/\\u003Cb\\u003E> ?p ?o }", REFUSED),
    ("half an escape", 'ASK { ?s ?p "\\u12" }', REFUSED),
    ("right to left", "SELECT ('\u202e\u2066abc' AS ?x) {}", {200}),
    ("string without end", "ASK { ?s ?p 'abc", REFUSED),
    ("long string without end", 'ASK { ?s ?p """' + "a" * 50_000, REFUSED),
    ("IRI without end", "ASK { <http://e/" + "a" * 50_000, REFUSED),
    ("quotes", "ASK { ?s ?p " + "'" * 50_001, REFUSED),
    ("backslashes", "ASK { ?s ?p '" + "\\" * 50_001 + "' }", REFUSED),
    ("less than", "ASK { FILTER(1" + "<1" * 20_000 + ") }", REFUSED),
    ("name with dots", "ASK { ?s ex:" + "a." * 20_000 + "a ?o }", REFUSED),
    ("a very long variable", "SELECT ?" + "a" * 60_000 + " {}", {200}),
    ("digits", "SELECT (" + "1" * 60_000 + " AS ?x) {}", {200}),
    ("hash signs", "#" * 60_000, REFUSED),
    ("RAND from a seed", "SELECT (RAND() AS ?x) (UUID() AS ?y) (NOW() AS ?z) {}", {200}),
    ("unknown function", "SELECT (<http://e/f>(1) AS ?x) {}", REFUSED),
    ("aggregate unknown", "SELECT (<http://e/f>(DISTINCT 1) AS ?x) {}", {200, 400}),
    ("markup in a literal", "SELECT ('<script>alert(1)</script>' AS ?x) {}", {200}),
    ("markup in an error", "<script>alert(1)</script>", REFUSED),
]
ALL = [
    (f"{group}: {name}", query, statuses)
    for group, rows in [
        ("nesting", NESTING),
        ("flat", FLAT),
        ("costly", COSTLY),
        ("calls", CALLS),
        ("odd", ODD),
    ]
    for name, query, statuses in rows
]
