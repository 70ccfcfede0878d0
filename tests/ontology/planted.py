"""Violations planted into the sample dataset: the check, the update, the node, words of the row."""

from tests.ontology.updates import (
    AGENCY,
    BASE,
    DECISION,
    REFERENCE,
    REPLACED,
    RULE,
    RULED,
    delete,
    insert,
)

PLANTED = [
    ("blank-node", insert("_:b rdfs:label 'x' ."), None, "blank node"),
    ("blank-node", insert(f"<{DECISION}> rdfs:seeAlso _:b ."), DECISION, "seeAlso"),
    (
        "duplicate-triple",
        insert(f"<{AGENCY}> bm:hasSeal true .", f"{BASE}graph/shared"),
        AGENCY,
        "hasSeal is also in",
    ),
    (
        "duplicate-triple",
        insert("<code/field/buu-chinh> a skos:Concept ."),
        "code/field/buu-chinh",
        "is also in",
    ),
    ("duty-hierarchy", insert("<d> bm:partOfDuty <d> ."), "d", "above itself"),
    (
        "duty-hierarchy",
        insert("<d> bm:partOfDuty <e> . <e> bm:partOfDuty <f> . <f> bm:partOfDuty <d> ."),
        "f",
        "above itself",
    ),
    (
        "duty-hierarchy",
        insert("<d> a bm:Duty ; bm:partOfDuty <gone> ."),
        "d",
        "parent is not a duty",
    ),
    (
        "duty-hierarchy",
        delete("<id/duty/khoan-14/diem-dd> bm:partOfDuty ?parent"),
        "id/duty/khoan-14/diem-dd",
        "without a parent",
    ),
    (
        "duty-hierarchy",
        insert(
            "<d> a bm:Duty ; bm:dutyOf <one> ; bm:partOfDuty <e> . <e> a bm:Duty ; bm:dutyOf <two>"
        ),
        "d",
        "another body",
    ),
    (
        "duty-hierarchy",
        insert("<d> a bm:Duty ; bm:partOfDuty <id/duty/khoan-14/diem-dd> ."),
        "id/duty/khoan-14/diem-dd",
        "leaf with a duty below",
    ),
    ("duty-unsupported", insert("<d> a bm:Duty ; bm:evidence <e/1> ."), "d", "statedIn"),
    ("duty-unsupported", insert("<d> a bm:Duty ; bm:statedIn <c> ."), "d", "evidence"),
    ("duty-unsupported", insert("<d> a bm:Duty ; bm:statedIn <c> ."), "d", "not a bm:Clause"),
    (
        "duty-unsupported",
        delete("<id/duty/khoan-14> bm:dutyOf ?body"),
        "id/duty/khoan-14",
        "without bm:dutyOf",
    ),
    ("duty-unsupported", insert("<d> bm:dutyOf <code/role/head> ."), "d", "no body and no class"),
    ("class-as-body", insert("<k> a bm:BodyClass , org:FormalOrganization ."), "k", "as well"),
    ("class-as-body", insert("<k> a bm:PostClass , org:Post ."), "k", "as well"),
    ("class-as-body", insert("<k> a bm:BodyClass ; skos:prefLabel 'x'@vi ."), "k", "bm:level"),
    ("class-as-body", insert("<k> a bm:PostClass ."), "k", "prefLabel"),
    ("evidence-incomplete", delete("<e/1> bm:clause ?clause"), "e/1", "bm:clause"),
    ("evidence-incomplete", insert(f"<e/2> bm:clause <{DECISION}> ."), "e/2", "bm:Clause"),
    ("evidence-incomplete", delete("<e/1> bm:rule ?rule"), "e/1", "bm:rule"),
    ("evidence-incomplete", delete("<e/1> oa:hasSource ?file"), "e/1", "source file"),
    ("evidence-incomplete", delete("<e/1/selector> oa:end ?end"), "e/1", "a span"),
    ("evidence-incomplete", delete("<e/1> oa:hasSelector ?selector"), "e/1", "a span"),
    ("evidence-incomplete", insert("<e/1/selector> oa:start 1400 ."), "e/1", "backwards"),
    ("evidence-incomplete", insert("<e/1/selector> oa:end 30001 ."), "e/1", "of the file"),
    ("evidence-incomplete", insert("<d> bm:evidence <e/9> ."), "d", "not a bm:Evidence"),
    ("evidence-incomplete", delete("<c/1> bm:curatedBy ?person"), "c/1", "person"),
    ("evidence-incomplete", delete("<c/1> bm:curationSource ?said"), "c/1", "source or date"),
    ("evidence-incomplete", delete("<c/1> bm:curationDate ?day"), "c/1", "source or date"),
    ("evidence-incomplete", delete("<c/1> a bm:Evidence"), "c/1", "its class"),
    ("evidence-incomplete", delete("<c/1> bm:rule ?rule"), "c/1", "bm:rule"),
    ("evidence-incomplete", delete("<c/1> prov:hadPrimarySource ?file"), "c/1", "source file"),
    ("evidence-incomplete", delete("<c/1> a bm:Curation"), "c/1", "a span"),
    ("provenance", delete("<s/effect> bm:evidence ?curation"), DECISION, "in_force"),
    ("settled", insert("<i/1> bm:settledBy <e/1> ."), "i/1", "no bm:Curation"),
    ("settled", insert("<d> bm:settledBy <c/1> ."), "d", "no bm:QualityIssue"),
    ("replaced", insert(f"<old> dct:isReplacedBy <{DECISION}> ."), "old", "no statement says"),
    (
        "replaced",
        insert(f"{REPLACED} <old/dieu-9> dct:isReplacedBy <gone> ."),
        "old/dieu-9",
        "gone",
    ),
    ("replaced", insert(f"{REPLACED} <old> dct:isReplacedBy <old> ."), "old", "by itself"),
    (
        "ministry-parent",
        insert(f"<{AGENCY}> org:subOrganizationOf <id/org/vn/bo-thong-tin-va-truyen-thong> ."),
        AGENCY,
        "part of the ministry",
    ),
    (
        "ministry-parent",
        insert(
            "<id/org/x/phong> org:unitOf <id/org/vn/bo-noi-vu> ."
            "<id/org/vn/cuc> org:subOrganizationOf <id/org/vn/bo-noi-vu> ."
        ),
        "id/org/x/phong",
        "part of the ministry",
    ),
    (
        "ministry-parent",
        insert(
            "<id/org/x/so> org:subOrganizationOf <id/org/vn/van-phong> ."
            "<id/org/vn/van-phong> org:classification <code/body-kind/bo> ."
        ),
        "id/org/x/so",
        "part of the ministry",
    ),
    ("inferred", insert("<b> a bm:Ministry .", RULED), "b", "no rule gives this"),
    ("inferred", insert("<b> bm:dutyHeldBy <c> .", RULED) + "; " + RULE, "b", "dutyHeldBy"),
    (
        "inferred",
        insert("<b> a bm:Ministry .", RULED) + "; " + RULE.replace("bm:ruleText", "rdfs:comment"),
        "b",
        "Ministry",
    ),
    ("provenance", insert(f"<{AGENCY}> bm:hasAccount true ."), AGENCY, "hasAccount true"),
    ("provenance", delete("<s/number> bm:evidence ?e"), DECISION, "eli/ontology#number"),
    ("provenance", delete("<s/based-on> bm:object ?act"), DECISION, "based_on"),
    (
        "provenance",
        delete("<id/duty/khoan-14> bm:evidence ?e"),
        "id/duty/khoan-14",
        "dutyOf",
    ),
    (
        "provenance",
        # Repeated, but in another decision's graph.
        insert(f"<{AGENCY}> bm:hasSeal true .", f"{BASE}graph/other"),
        AGENCY,
        "hasSeal",
    ),
    ("statement-unsupported", delete("<s/field> bm:evidence ?e"), "s/field", "bm:evidence"),
    ("statement-unsupported", delete("<s/field> bm:subject ?s"), "s/field", "bm:subject"),
    (
        "statement-unsupported",
        delete("<s/field> bm:predicate ?p"),
        "s/field",
        "without bm:predicate",
    ),
    ("statement-unsupported", delete("<s/repeals> a bm:Statement"), "s/repeals", "typed"),
    (
        "statement-unsupported",
        delete(f"<{AGENCY}> bm:hasSeal ?seal"),
        "s/seal",
        "repeats a triple that is not there",
    ),
    (
        "number-unique",
        insert(
            "<twin> a bm:Decision ; eli:number '12/2023/QĐ-UBND' ; "
            "eli:passed_by <id/org/binh-phuoc/uy-ban-nhan-dan> ."
            f"<{DECISION}> eli:passed_by <id/org/binh-phuoc/uy-ban-nhan-dan> ."
        ),
        DECISION,
        "same number, issuer and year",
    ),
    (
        "act-twice",
        insert(
            "<eli/x> eli:number '24/2014/NĐ-CP' ; eli:date_document '2014-04-04'^^xsd:date ; "
            "eli:type_document <code/document-type/nghi-dinh> ."
        ),
        "eli/vn/nd-cp/2014/24",
        "same number, type and date",
    ),
    (
        "dates-order",
        f"DELETE {{ GRAPH ?g {{ <{DECISION}> eli:first_date_entry_in_force ?day }} }}"
        f"INSERT {{ GRAPH ?g {{ <{DECISION}> eli:first_date_entry_in_force "
        "'2023-03-03'^^xsd:date } }"
        f"WHERE {{ GRAPH ?g {{ <{DECISION}> eli:first_date_entry_in_force ?day }} }}",
        DECISION,
        "in force before its issue",
    ),
    (
        "dates-order",
        insert(f"<{DECISION}> eli:date_no_longer_in_force '2023-04-02'^^xsd:date ."),
        DECISION,
        "no longer in force before",
    ),
    (
        "dates-order",
        insert("<eli/vn/nd-cp/2014/24> bm:partialDate '2023-04'^^xsd:gYearMonth ."),
        DECISION,
        "older than an act",
    ),
    ("doubt-unrecorded", delete(f"<{DECISION}> eli:number ?n"), DECISION, "no number"),
    ("doubt-unrecorded", delete(f"<{DECISION}> eli:date_document ?d"), DECISION, "no date"),
    ("doubt-unrecorded", delete(f"<{DECISION}> eli:is_realized_by ?t"), DECISION, "no title"),
    ("doubt-unrecorded", delete(f"<{DECISION}> bm:concerns ?a"), DECISION, "no agency"),
    (
        "doubt-unrecorded",
        insert("<t> a bm:StaffingThreshold ; bm:lowerBound 7 ."),
        "t",
        "neither bounded nor open",
    ),
    ("name-cut", insert("<b> a org:Post ; skos:prefLabel 'Bộ Nông nghiệp và'@vi ."), "b", "cut"),
    ("name-cut", insert("<b> a org:Post ; skos:prefLabel 'Phòng A;'@vi ."), "b", "cut"),
    (
        "evidence-outside-clause",
        insert(
            "<e/2> a bm:Evidence ; bm:rule 'units.list' ; oa:hasSelector <e/2/s> ; "
            f"bm:clause <{DECISION}/quy-dinh> . <e/2/s> oa:start 1300 ; oa:end 1302 ."
        ),
        "e/2",
        "outside of its clause",
    ),
    ("label-vi", insert("<x> rdfs:label 'Office'@en ."), "x", "rdf-schema#label @vi"),
    ("label-vi", insert("<x> skos:prefLabel 'Văn phòng' ."), "x", "prefLabel @vi"),
    ("text-missing", delete(f"<{DECISION}> rdfs:label ?label"), DECISION, "label @en"),
    ("text-missing", delete("<id/duty/khoan-14> bm:text ?t"), "id/duty/khoan-14", "text @vi"),
    ("text-missing", insert("<c> a bm:Clause ; rdfs:label 'point'@en ."), "c", "label @vi"),
    ("text-missing", insert("<d> a bm:Duty ; bm:text 'no language' ."), "d", "text @vi"),
    ("text-missing", insert("<d> a bm:Duty ; bm:text ''@vi ."), "d", "text @vi"),
    ("text-missing", insert("<i> a bm:QualityIssue ; bm:message 'x'@vi"), "i", "@en"),
    ("text-missing", insert("<act> a eli:LegalResource ."), "act", "label @vi"),
    ("text-missing", insert("<s> a bm:Citation ."), "s", "citedAs @vi"),
    ("text-missing", insert("<s> a bm:Recipient ."), "s", "text @vi"),
    ("text-missing", insert("<p> a bm:Province ."), "p", "prefLabel @vi"),
    (
        "unit-unnamed",
        delete(f"<{AGENCY}/thanh-tra> skos:prefLabel ?name"),
        f"{AGENCY}/thanh-tra",
        "prefLabel",
    ),
    ("unit-unnamed", insert("<u> a org:Post ; skos:prefLabel 'Head'@en ."), "u", "prefLabel"),
    ("unit-unnamed", insert("<u> a org:Post ."), "u", "postIn"),
    ("change-unsourced", insert("<e> a bm:ProvinceMerger .", REFERENCE), "e", "no source"),
    ("change-unsourced", insert("<e> a bm:BodyReorganisation .", REFERENCE), "e", "no day"),
    ("change-unsourced", insert("<e> a bm:ProvinceMerger .", REFERENCE), "e", "no row"),
    (
        "change-unsourced",
        insert("<e> a bm:ProvinceMerger ; rdfs:label 'Merger'@en .", REFERENCE),
        "e",
        "no label in vi",
    ),
    (
        "change-unsourced",
        insert("<e> a bm:ProvinceMerger ; dct:source <s> . <s> dct:title 'S'@vi .", REFERENCE),
        "s",
        "without a date",
    ),
    (
        "change-unsourced",
        insert("<e> a bm:BodyReorganisation ; dct:source <s> .", REFERENCE),
        "s",
        "without a title",
    ),
    ("change-unsourced", insert("<r> a bm:ReferenceRow .", REFERENCE), "r", "without its table"),
    (
        "change-unsourced",
        insert("<e> bm:generatedFrom <r> ; dct:source <s> .", REFERENCE),
        "e",
        "that the row does not name",
    ),
    (
        "change-unsourced",
        insert("<p> a bm:Province ; bm:validUntil '2025-06-30'^^xsd:date .", REFERENCE),
        "p",
        "no merger says so",
    ),
    (
        "change-unsourced",
        insert("<e> bm:formerProvince <p> . <f> bm:formerProvince <p> .", REFERENCE),
        "p",
        "part of two mergers",
    ),
    ("unit-unnamed", insert("<u> a org:OrganizationalUnit ."), "u", "unitOf"),
    ("unit-unnamed", insert("<u> a bm:ServiceUnit ."), "u", "subOrganizationOf"),
]
