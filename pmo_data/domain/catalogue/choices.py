"""The closed vocabularies of the catalogue: ratings, stages, statuses, relations, responses."""

from __future__ import annotations

from pmo_data.domain.fields import Choices

RATING = Choices(
    "rating",
    {
        "green": ("green", "g", "on track", "on target", "on plan", "good", "healthy", "grün", "vert", "verde",
                  "on time", "on schedule", "ahead", "ahead of schedule", "on budget",
                  "under budget", "low risk", "🟢", "ok", "successful", "highly likely", "groen", "grön", "grønn",
                  "grøn", "zielony", "zelená", "зелёный", "зеленый", "绿", "緑", "soleil", "ensoleillé", "im plan",
                  "planmässig", "planmäßig"),
        "amber": ("amber", "a", "yellow", "y", "at risk", "orange", "medium", "caution", "some concerns", "gelb",
                  "jaune", "amarillo", "naranja", "🟡", "🟠", "⚠", "feasible", "medium risk", "minor issues",
                  "amarelo", "laranja", "giallo", "arancione", "geel", "oranje", "gul", "żółty", "žlutá", "жёлтый",
                  "желтый", "黄", "黄色", "needs attention", "gefährdet", "nuage", "nuageux", "couvert"),
        "red": ("red", "r", "off track", "critical", "rot", "rouge", "rojo", "high risk", "🔴", "in trouble",
                "unachievable", "major issues", "late", "delayed", "vermelho", "rosso", "rood", "röd", "rød",
                "czerwony", "červená", "красный", "红", "赤", "kritisch", "orage", "orageux"),
        "amber_green": ("amber green", "amber/green", "green/amber", "a/g", "ag", "g/a", "probable"),
        "amber_red": ("amber red", "amber/red", "red/amber", "a/r", "ar", "r/a", "in doubt"),
        "unknown": ("grey", "gray", "white", "none", "not rated", "not assessed", "unrated", "no rating", "reset",
                    "no dca", "blue", "not set", "grau", "gris", "cinza", "grigio", "grijs", "grå", "⚪", "⬜", "◌"),
    },
)  # fmt: skip

STATUS = Choices(
    "status",
    {
        "proposed": ("proposed", "idea", "pipeline", "candidate", "draft", "requested", "new", "backlog",
                     "submitted", "initiating", "concept", "pending approval", "announced", "prospective",
                     "credibly proposed", "funnel", "nouveau", "nuevo", "neu", "novo", "propuesto",
                     "vorgeschlagen", "beantragt"),
        "planned": ("planned", "not started", "approved", "open", "to do", "todo", "scheduled", "ready",
                    "authorised", "authorized", "assigned", "nicht begonnen", "nicht gestartet",
                    "geplant", "offen", "non démarré", "à faire", "planifié", "no iniciado", "tk_notstart",
                    "pending", "upcoming", "not yet started", "pendiente", "por hacer", "sin empezar", "sin iniciar",
                    "abierto", "abierta", "planificado", "non commencé", "à venir", "ouvert", "ouverte", "a faire",
                    "freigegeben", "genehmigt", "não iniciado", "nao iniciado", "a fazer", "pendente", "aberto",
                    "planejado", "da fare", "non iniziato", "aperto", "niet gestart", "gepland", "未开始", "待启动",
                    "未着手", "시작전", "не начато",
                        "planowany", "planowane", "v přípravě", "plánováno", "planlandı", "başlamadı", "planerad",
                    "ej påbörjad", "planlagt", "ikke startet", "ikke påbegyndt", "in voorbereiding", "non avviato",
                    "non iniziata", "da avviare", "não iniciada", "em planejamento", "planejada", "计划中", "予定",
                    "예정", "مخطط", "لم يبدأ", "مفتوح", "открыт", "запланировано", "suunniteltu", "en préparation",
                    "in vorbereitung", "in planung", "identified", "por iniciar", "未対応", "in design",
                    "in planning", "planning", "design", "procurement", "crtd",
                    "advertised", "pre construction", "preconstruction", "запланирован"),
        "active": ("active", "in progress", "started", "running", "ongoing", "in delivery", "live", "executing",
                   "underway", "under way", "wip", "doing", "in execution", "in bearbeitung", "laufend", "läuft",
                   "en cours", "en curso", "working on it",
                   "implementation", "under implementation", "construction", "delivery", "work in progress", "rel",
                   "current", "in review", "testing", "tk_active", "overdue", "escalated",
                   "mitigating",
                   "under investigation", "investigating", "under review", "awaiting review", "waiting review",
                   "pending review", "in development", "in test", "inprogress", "monitoring", "being worked on",
                   "aktiv",
                   "in arbeit", "in umsetzung", "gestartet", "begonnen", "actif", "démarré", "en progreso",
                   "en proceso", "en ejecución", "activo", "em andamento", "em progresso", "em execução", "iniciado",
                   "in corso", "lopend", "bezig", "进行中", "進行中", "진행중", "в работе",
                        "delayed", "behind schedule",
                   "w realizacji", "w trakcie", "probíhá", "v realizaci", "devam ediyor", "devam etmekte", "pågående",
                   "pågår", "igangværende", "i gang", "in uitvoering", "in realisatie", "avviato", "avviata",
                   "under construction", "in implementation", "対応中", "signed",
                   "disbursing", "effective", "disbursing repaying",
                   "实施中", "在建", "施工中", "実施中", "작업중",
                   "قيد التنفيذ", "قيد المعالجة", "جاري", "выполняется", "в процессе", "käynnissä", "folyamatban"),
        "on_hold": ("on hold", "paused", "suspended", "blocked", "stuck", "pausiert", "en pause",
                    "deferred", "hold", "stalled", "waiting", "parked", "en attente", "suspendu", "bloqué", "en espera",
                    "suspendido", "bloqueado", "detenido", "wartet", "wartend", "zurückgestellt", "angehalten",
                    "blockiert", "suspenso", "pausado", "sospeso", "in attesa", "postponed",
                        "wstrzymany", "pozastaveno",
                    "durduruldu", "askıda", "pausad", "på vent", "gepauzeerd", "aangehouden", "sospesa", "paralisada",
                    "paralizada", "暂停", "已暂停", "保留", "보류", "متوقف", "معلق", "приостановлен", "приостановлено"),
        "completed": ("shipped", "teco", "clsd", "completed", "complete", "done", "closed", "finished", "delivered",
                      "resolved", "abgeschlossen",
                      "erledigt", "fertig", "terminé", "achevé", "completado", "achieved", "met", "tk_complete",
                      "terminée", "clos", "clôturé", "fermé", "fini", "livré", "réalisé", "terminado", "terminada",
                      "finalizado", "completada", "cerrado", "cerrada", "hecho", "listo", "geschlossen", "beendet",
                      "concluído", "concluída", "encerrado", "fechado", "completato", "concluso", "chiuso", "gereed",
                      "afgerond", "voltooid", "已完成", "完了", "완료", "выполнено", "завершено",
                        "zakończony", "zakończone",
                      "zrealizowany", "ukończony", "dokončeno", "dokončen", "ukončeno", "hotovo", "tamamlandı",
                      "avslutad", "klar", "färdig", "avsluttet", "ferdig", "afsluttet", "færdig", "afgesloten",
                      "opgeleverd", "conclusa", "completata", "terminata", "entregue", "已竣工", "竣工", "完工", "済",
                      "مكتمل", "منجز", "مغلق", "تحت السيطرة", "выполнен", "завершен", "закрыт", "valmis", "kész",
                      "mitigated", "fixed", "validated", "final", "対応済", "implemented", "signed off", "verified",
                      "project closed"),
        "cancelled": ("cancelled", "canceled", "stopped", "abandoned", "rejected", "withdrawn", "terminated",
                      "dropped", "won't do", "aborted", "archived", "annulé", "annulée", "abandonné", "rejeté",
                      "cancelado", "cancelada", "rechazado", "storniert", "abgebrochen", "abgelehnt", "rejeitado",
                      "annullato", "geannuleerd", "vervallen",
                        "anulowany", "odrzucony", "zrušeno", "iptal", "iptal edildi",
                      "inställd", "avbruten", "annulleret", "annullata", "已取消", "取消", "中止", "취소", "ملغي",
                      "отменен", "отменено", "отклонен", "superseded", "duplicate", "won't fix", "not required"),
    },
)  # fmt: skip

RELATION = Choices(
    "relation",
    {
        "FS": ("fs", "finish to start", "finish-to-start", "blocks", "precedes", "pr_fs", "ea"),
        "SS": ("ss", "start to start", "start-to-start", "pr_ss", "aa"),
        "FF": ("ff", "finish to finish", "finish-to-finish", "pr_ff", "ee"),
        "SF": ("sf", "start to finish", "start-to-finish", "pr_sf", "ae"),
    },
)

RISK_KIND = Choices(
    "risk_kind", {"threat": ("threat", "risk", "negative"), "opportunity": ("opportunity", "chance", "positive")}
)

RESPONSE = Choices(
    "response",
    {
        "treat": (
            "treat",
            "mitigate",
            "mitigation",
            "reduce",
            "reduction",
            "control",
            "contain",
            "réduire",
            "vermindern",
            "mindern",
            "reducir",
            "mitigar",
            "reduzir",
            "ridurre",
            "軽減",
            "低減",
        ),
        "tolerate": (
            "tolerate",
            "accept",
            "acceptance",
            "retain",
            "monitor",
            "watch",
            "accepter",
            "akzeptieren",
            "aceptar",
            "aceitar",
            "accettare",
            "受容",
        ),
        "transfer": ("transfer", "insure", "outsource", "transférer", "übertragen", "transferir", "trasferire", "転嫁"),
        "terminate": (
            "terminate",
            "avoid",
            "avoidance",
            "eliminate",
            "éviter",
            "vermeiden",
            "evitar",
            "evitare",
            "回避",
        ),
        "exploit": ("exploit",),
        "enhance": ("enhance",),
        "share": ("share",),
    },
)

CONSTRAINT = Choices(
    "constraint",
    {
        "asap": ("as soon as possible", "asap"),
        "alap": ("as late as possible", "alap"),
        "mso": ("must start on", "mso", "start on"),
        "mfo": ("must finish on", "mfo", "finish on"),
        "snet": ("start no earlier than", "snet", "start on or after"),
        "snlt": ("start no later than", "snlt", "start on or before"),
        "fnet": ("finish no earlier than", "fnet", "finish on or after"),
        "fnlt": ("finish no later than", "fnlt", "finish on or before"),
    },
)

OUTCOME = Choices(
    "outcome",
    {
        "passed": ("passed", "pass", "approved", "go", "proceed", "green"),
        "passed with conditions": ("passed with conditions", "conditional", "conditional pass", "go with conditions",
                                   "conditional go", "conditional approval", "approved with conditions",
                                   "conditionally approved", "proceed with conditions", "amber"),
        "failed": ("failed", "fail", "rejected", "no go", "no-go", "stop", "red"),
        "deferred": ("deferred", "postponed", "hold"),
    },
)  # fmt: skip

PRICE_BASE = Choices("price_base", {"nominal": ("nominal", "cash", "outturn", "current"), "real": ("real", "constant")})
