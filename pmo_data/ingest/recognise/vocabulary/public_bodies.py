"""Column words of lists that public bodies publish, in other languages than English, with what they stand for.

Stands apart from the words of registers and plans because these lists speak of grants, operations and beneficiaries.
Keys are compared folded: lower case, no accents.
"""

from __future__ import annotations

PHRASES = {
    # lists of operations of the European funds: French, Spanish, Portuguese, Italian, German
    "nom de l'opération": "operation name", "nom de l’opération": "operation name",
    "intitulé de l'opération": "operation name", "intitulé de l’opération": "operation name",
    "libellé de l'opération": "operation name", "libellé du projet": "project name",
    "résumé de l'opération": "summary", "résumé de l’opération": "summary", "résumé du projet": "summary",
    "nom du bénéficiaire": "beneficiary name", "numéro d'opération": "operation id",
    "coût total éligible": "total eligible expenditure", "dépenses totales éligibles": "total eligible expenditure",
    "total des dépenses éligibles": "total eligible expenditure", "ministère porteur": "ministry",
    "ministère pilote": "ministry", "nombre de la operación": "operation name",
    "denominación de la operación": "operation name", "denominación del proyecto": "project name",
    "nombre del beneficiario": "beneficiary name", "resumen de la operación": "summary",
    "resumen del proyecto": "summary", "código de operación": "operation id", "código de la operación": "operation id",
    "gasto total subvencionable": "total eligible expenditure", "coste total elegible": "total eligible expenditure",
    "designação da operação": "operation name", "nome da operação": "operation name",
    "designação do projeto": "project name", "código da operação": "operation id", "código do projeto": "project id",
    "nome do beneficiário": "beneficiary name", "designação do beneficiário": "beneficiary name",
    "resumo da operação": "summary", "despesa total elegível": "total eligible expenditure",
    "custo total elegível": "total eligible expenditure", "nome dell'operazione": "operation name",
    "titolo dell'operazione": "operation name", "nome operazione": "operation name",
    "nome del beneficiario": "beneficiary name", "sintesi dell'operazione": "summary", "sintesi progetto": "summary",
    "spesa totale ammissibile": "total eligible expenditure", "costo ammesso": "total eligible expenditure",
    "soggetto attuatore": "implementing agency", "stato di avanzamento": "status",
    "name des begünstigten": "beneficiary name", "bezeichnung des vorhabens": "project name",
    "zusammenfassung des vorhabens": "summary", "zweck des vorhabens": "purpose",
    "gesamtkosten des vorhabens": "total project cost", "förderfähige gesamtausgaben": "total eligible expenditure",
    "förderfähige gesamtkosten": "total eligible expenditure",
    "datum des beginns": "start date", "datum des endes": "finish date",
    # and Polish, Czech, Slovak, Romanian, Hungarian, Dutch, Swedish, Danish, Finnish
    "skrócony opis projektu": "summary", "nazwa beneficjenta": "beneficiary name",
    "wydatki kwalifikowalne": "total eligible expenditure", "numer umowy": "contract number",
    "název operace": "operation name", "název příjemce": "beneficiary name",
    "celkové způsobilé výdaje": "total eligible expenditure", "názov projektu": "project name",
    "názov prijímateľa": "beneficiary name", "titlu proiect": "project title", "titlul proiectului": "project title",
    "denumire proiect": "project name", "denumirea proiectului": "project name", "nume beneficiar": "beneficiary name",
    "denumire beneficiar": "beneficiary name", "data începere": "start date", "data de începere": "start date",
    "data finalizare": "finish date", "data de finalizare": "finish date", "valoarea totală": "project value",
    "projekt címe": "project title", "kedvezményezett neve": "beneficiary name", "naam begunstigde": "beneficiary name",
    "naam van de begunstigde": "beneficiary name", "naam concrete actie": "operation name",
    "stödmottagare": "beneficiary name", "namn på objekt": "project name", "total kostnad": "total project cost",
    "öppnas för trafik": "opening date", "hankkeen nimi": "project name",
    "tuensaajan nimi": "beneficiary name", "planlagt ferdigstilt": "planned finish",
    "planlagt ferdig": "planned finish",
    "planlagt oppstart": "planned start", "status fremdrift": "schedule status", "status framdrift": "schedule status",
    "status økonomi": "cost status", "gerealiseerde kosten": "actual cost",
    "uitvoerende organisatie": "implementing agency",
}  # fmt: skip

WORDS = {
    "opération": "operation", "operación": "operation", "operação": "operation", "operazione": "operation",
    "ministère": "ministry", "ministerio": "ministry", "ministério": "ministry", "ministero": "ministry",
    "ministerie": "ministry", "ministerium": "ministry", "ressort": "ministry", "vorhaben": "project",
    "vorhabens": "project", "begünstigter": "beneficiary", "begünstigte": "beneficiary", "begunstigde": "beneficiary",
    "bénéficiaire": "beneficiary", "bénéficiaires": "beneficiary", "beneficiario": "beneficiary",
    "beneficiário": "beneficiary", "vorhabenträger": "implementing agency", "bundesland": "state territory",
    "verkehrsfreigabe": "opening date", "oorspronkelijk": "original", "oorspronkelijke": "original",
    "actueel": "current", "actuele": "current", "initieel": "original", "initiële": "original",
    "geschatte": "estimated", "peildatum": "data date", "kostnadsramme": "approved budget",
    "sluttkostnad": "final cost", "totalkostnad": "total project cost", "upparbetat": "spent",
    "byggstart": "construction start", "byggestart": "construction start", "åtgärdstyp": "project type",
}  # fmt: skip
