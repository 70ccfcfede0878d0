"""The OpenAPI document and its page: complete, true, and nothing loaded from elsewhere."""

import importlib
import json
import pkgutil
import re

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

import api.routes
from api.app import create_app
from api.openapi import document, table
from api.settings import Settings
from tests.api.conftest import BASE, SAMPLE

OPERATIONS = [
    (path, method, operation)
    for path, methods in document()["paths"].items()
    for method, operation in methods.items()
]
NAMES = [f"{method} {path}" for path, method, _ in OPERATIONS]


@pytest.fixture(scope="module")
def client(store_kind):
    app = create_app(Settings(dataset=SAMPLE, base_iri=BASE, max_query_bytes=10_000))
    with TestClient(app, follow_redirects=False) as made:
        yield made


def routes():
    """Each path and method that a router of ours takes."""
    for module in pkgutil.iter_modules(api.routes.__path__):
        found = importlib.import_module(f"api.routes.{module.name}")
        for route in getattr(found, "router", found).routes if hasattr(found, "router") else ():
            assert isinstance(route, Route)
            path = re.sub(r":\w+\}", "}", route.path)
            methods = (route.methods or set()) - {"HEAD"}  # every route takes it
            yield from ((path, method.lower()) for method in methods)


def test_it_names_every_route_and_no_other():
    told = {(path, method) for path, method, _ in OPERATIONS}
    assert set(routes()) - {("/dumps", "get")} == told  # /dumps leads to /dumps/


def test_it_is_served_and_every_reference_resolves(client):
    served = client.get("/openapi.json")
    assert served.headers["content-type"] == "application/json"
    assert served.json() == json.loads(json.dumps(document()))
    assert served.json()["openapi"].startswith("3.1.")
    references = re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document()))
    assert len(references) > 50
    for reference in references:
        found = document()
        for part in reference.split("/"):
            found = found[part]
    ids = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=NAMES)
def test_each_operation_is_described_with_examples(path, method, operation):
    assert operation["summary"] and operation["description"].endswith(".")
    assert operation["tags"][0] in table()["tag"]
    in_path = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
    assert in_path == set(re.findall(r"\{(\w+)\}", path))
    for parameter in operation["parameters"]:
        assert parameter["description"].endswith(".") and "example" in parameter
        assert parameter["example"] != "" or parameter["schema"].get("maxLength") == 0
        assert parameter["required"] or parameter["in"] == "query"
    assert all("example" in kind for kind in operation["responses"]["200"]["content"].values())
    assert ("requestBody" in operation) == (method == "post")
    assert {"200", "500"} <= set(operation["responses"])


@pytest.mark.parametrize("operation", table()["operation"], ids=NAMES)
def test_each_example_is_answered_as_described(client, operation, store_kind):
    told = document()["paths"][operation["path"]][operation["method"]]["responses"]
    headers = {"accept": operation["accept"]} if operation["accept"] else {}
    kind, body = next(iter(operation.get("body", {"": None}).items()))
    if kind:
        headers["content-type"] = kind
    answer = client.request(
        operation["method"], operation["example"], headers=headers, content=body
    )
    assert str(answer.status_code) in told
    without_release = ["/dumps/", "/dumps/{path}", "/changes/{key}", "/code/{path}"]
    if store_kind == "remote":  # a store elsewhere holds no record of changes
        without_release.append("/feed.atom")
    assert answer.status_code == 200 or operation["path"] in without_release
    media_type = answer.headers["content-type"].partition(";")[0]
    if answer.status_code == 200:
        assert media_type in told["200"]["content"]
        assert media_type == operation["accept"] or not operation["accept"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/sparql?query=x", {}, 400),
        ("GET", "/id/none", {}, 404),
        ("GET", "/def", {"accept": "image/png"}, 406),
        ("POST", "/sparql", {"content-type": "text/plain"}, 415),
        ("GET", "/sparql?query=" + "x" * 20_000, {}, 414),
    ],
)
def test_problems_are_as_described(client, method, path, headers, status):
    answer = client.request(method, path, headers=headers)
    assert answer.status_code == status
    schema = document()["components"]["schemas"]["Problem"]
    found = answer.json()
    assert set(schema["required"]) <= set(found)
    described = document()["components"]["responses"][str(status)]["content"]
    assert answer.headers["content-type"] in described
    assert found["title"] == described["application/problem+json"]["example"]["title"]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_shows_every_operation(client, lang):
    page = client.get(f"/docs?lang={lang}").text
    assert f'<html lang="{lang}">' in page
    for operation in table()["operation"]:
        assert f'id="{operation["id"]}"' in page
        assert f"{operation['method'].upper()} {operation['path']}</code>" in page
        assert operation["summary"][lang] in page
    run = page.replace('<script type="application/ld+json">', "")  # a data block is never run
    assert "<script" not in run and "style=" not in page
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert all(address.startswith(("/", "#")) and address[:2] != "//" for address in loaded)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_table_says_it_in_both_languages():
    for operation in table()["operation"]:
        for words in (operation["summary"], operation["about"]):
            assert words["vi"] and words["en"] and words["vi"] != words["en"]
    for told in table()["parameter"].values():
        assert told["vi"] != told["en"]
