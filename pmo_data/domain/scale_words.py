"""The words of five-step scales from the lowest to the highest, in the languages registers are written in.

Stands apart because reading a column and guessing what it is must know the same words.
"""

from __future__ import annotations

STEPS: dict[int, tuple[str, ...]] = {
    1: ("very low", "rare", "remote", "negligible", "insignificant", "very unlikely", "minimal", "vl",
        "highly unlikely", "trivial", "improbable", "none", "sehr gering", "sehr niedrig", "muy baja", "muy bajo",
        "très faible", "muito baixa", "muito baixo", "molto bassa", "molto basso", "zeer laag", "очень низкая",
        "очень низкий", "очень низкое", "çok düşük", "bardzo niskie", "bardzo niski", "velmi nízká", "很低",
        "非常に低い", "매우 낮음", "منخفض جدا"),
    2: ("low", "unlikely", "minor", "l", "small", "niedrig", "gering", "faible", "bajo", "baja", "baixa", "baixo",
        "bassa", "basso", "laag", "низкая", "низкий", "низкое", "düşük", "niskie", "niski", "niska", "nízká", "nízké",
        "nízký", "låg", "lav", "低", "낮음", "منخفض", "منخفضة"),
    3: ("medium", "moderate", "possible", "m", "med", "average", "occasional", "mittel", "moyen", "moyenne", "medio",
        "media", "moderada", "moderado", "médio", "média", "even chance", "moderately likely", "gemiddeld", "средняя",
        "средний", "среднее", "orta", "średnie", "średni", "średnia", "střední", "medel", "middels", "mellem", "中",
        "보통", "متوسط", "متوسطة"),
    4: ("high", "likely", "major", "significant", "h", "serious", "probable", "hoch", "élevé", "élevée", "fort",
        "forte", "alto", "alta", "medium high", "hoog", "высокая", "высокий", "высокое", "yüksek", "wysokie",
        "wysoki", "wysoka", "vysoká", "vysoké", "vysoký", "hög", "høy", "høj", "高", "높음", "عالي", "عالية", "مرتفع"),
    5: ("very high", "almost certain", "certain", "catastrophic", "critical", "severe", "extreme", "vh",
        "very likely", "highly likely", "near certain", "frequent", "sehr hoch", "showstopper", "kritisch",
        "très élevé", "très élevée", "critique", "muy alta", "muy alto", "crítica", "crítico", "muito alta",
        "muito alto", "molto alta", "molto alto", "zeer hoog", "очень высокая", "очень высокий", "очень высокое",
        "критическая", "критический", "критическое", "çok yüksek", "bardzo wysokie", "bardzo wysoki", "velmi vysoká",
        "很高", "极高", "非常に高い", "매우 높음", "عالي جدا", "حرج"),
}  # fmt: skip
