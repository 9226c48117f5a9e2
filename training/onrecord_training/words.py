"""Words that augmentation puts in and takes out. The order matters: a seeded choice depends on it."""

GIVEN = frozenset("Hillary Donald Bernie Barack Ted Marco Jeb Mike Bill".split())
FAMILY = frozenset(
    "Clinton Trump Sanders Cruz Rubio Bush Obama Kasich Pence Kaine Biden Ryan Romney Christie Carson".split()
)

GIVEN_NAMES = (
    "Amina Anders Carlos Chandra Dmitry Elena Emmanuel Fatima Giorgia Hassan Hiroshi Ingrid Ivan Jens Kofi Lars Leyla "
    "Mei Mohammed Narendra Olaf Oluwaseun Pedro Priya Rashid Sergey Svetlana Tomasz Yusuf Zamir"
).split()

SURNAMES = [
    name.replace("_", " ")
    for name in (
        "Abdullahi Ahmadzai Andersson Barzani Bianchi Chaudhry Costa Dlamini Duarte Eriksen Fernández Gonçalves "
        "Haidari Hashimoto Ivanova Jansen Kabulov Karimov Kovalenko Lavrov Li Mbeki Mehta Moreau Müller Nakamura "
        "Novák O'Brien Okafor Park Peskov Petrov Rossi Santos Schmidt Singh Tanaka Tokayev Van_Dijk Wang Yılmaz "
        "Zakharova"
    ).split()
]

CITIES = ("MOSCOW KABUL GENEVA NAIROBI BRUSSELS ANKARA DOHA BEIJING LONDON PARIS TASHKENT MANILA LAGOS BERLIN").split()

MONTHS = "January February March April May June July August September October November December".split()

DATELINES = (
    "{city}, {month} {day}. /NEWS/. ",
    "{city} (Wire) - ",
    "{city} (Agency) — ",
    "{city}, {month} {day} (Newswire) -- ",
    "{title}, {day} {month} – ",
    "{city}: ",
    "({city}) ",
)
