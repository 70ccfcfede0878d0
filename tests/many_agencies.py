"""A made-up graph with thousands of agencies, for lists and charts that have to stay short."""

from pathlib import Path

BASE = "https://w3id.org/bomay/"
HEAD = f"""
@prefix bm: <{BASE}def#> .
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<{BASE}code/body-kind/so> skos:prefLabel "Sở"@vi, "Department"@en .
"""


def many_agencies(folder: Path, provinces: int, each: int) -> Path:
    """Write a file with ``each`` agencies, of the same names, in each of ``provinces``."""
    lines = [HEAD]
    for p in range(provinces):
        place = f"<{BASE}id/province/tinh-{p}>"
        lines.append(f'{place} a bm:Province ; skos:prefLabel "Tỉnh số {p}"@vi .')
        committee = f"<{BASE}id/org/tinh-{p}/uy-ban-nhan-dan>"
        lines.append(f'{committee} skos:prefLabel "Ủy ban nhân dân tỉnh số {p}"@vi .')
        for n in range(each):
            agency = f"<{BASE}id/org/tinh-{p}/so-linh-vuc-{n}>"
            lines.append(
                f"{agency} a cv:PublicOrganisation ; org:classification <{BASE}code/body-kind/so> ;"
                f' skos:prefLabel "Sở Lĩnh vực {n} Tỉnh số {p}"@vi ; dct:spatial {place} ;'
                f" org:subOrganizationOf {committee} .\n"
                f"<{BASE}eli/vn/ubnd-tinh-{p}/qd-ubnd/2023/{n}> a bm:Decision, eli:LegalResource ;"
                f' rdfs:label "Quyết định {n}/2023/QĐ-UBND"@vi ; bm:concerns {agency} .'
            )
    return _written(folder, lines)


def many_units(folder: Path, branches: int, each: int) -> Path:
    """Write a file with one agency of ``branches`` offices with ``each`` units below."""
    agency = f"<{BASE}id/org/tinh-0/so-lon>"
    lines = [HEAD]
    lines.append(f'{agency} a cv:PublicOrganisation ; skos:prefLabel "Sở Lớn"@vi .')
    lines.append(f"<{BASE}eli/vn/ubnd-tinh-0/qd-ubnd/2023/1> bm:concerns {agency} .")
    for b in range(branches):
        branch = f"<{BASE}id/org/tinh-0/so-lon/chi-cuc-{b}>"
        lines.append(
            f"{branch} a org:FormalOrganization ; org:subOrganizationOf {agency} ;"
            f' skos:prefLabel "Chi cục số {b}"@vi ; bm:order {b} .'
        )
        lines += [
            f"<{BASE}id/org/tinh-0/so-lon/chi-cuc-{b}/phong-{n}> a org:OrganizationalUnit ;"
            f' org:unitOf {branch} ; skos:prefLabel "Phòng Nghiệp vụ số {n}"@vi ; bm:order {n} .'
            for n in range(each)
        ]
    return _written(folder, lines)


def _written(folder: Path, lines: list[str]) -> Path:
    file = folder / "many.ttl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file
