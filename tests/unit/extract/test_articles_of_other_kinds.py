"""Short articles of many kinds, each with the statements that a careful reader records: what the default model must do.

All of them are made up. They are news of another sort than that on which the model was trained: other countries and
names, agencies' datelines, every kind of quotation mark or none, transcripts, press releases, notes on militias.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pytest
from onrecord_core.records import Statement, StatementKind
from onrecord_extract import extract


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that is to be found; `kind` None where two readings of it are right."""

    speaker: str | None
    kind: StatementKind | None
    content: tuple[str, ...]
    nested: bool = False
    """Whether another statement of the article reports it."""


def direct(speaker: str | None, *content: str, nested: bool = False) -> Said:
    return Said(speaker, "direct", content, nested)


def mixed(speaker: str | None, *content: str, nested: bool = False) -> Said:
    return Said(speaker, "mixed", content, nested)


def indirect(speaker: str | None, *content: str, nested: bool = False) -> Said:
    return Said(speaker, "indirect", content, nested)


UNASKED = "?"
"""For a speaker whom a reader may name or not: "A:" alone names nobody, though the interview says who is asked."""


def turn(speaker: str | None, *content: str) -> Said:
    """An answer in a transcript, whose words are the speaker's though no marks stand around them."""
    return Said(speaker, None, content)


type Words = tuple[str, ...]


def bare(content: Iterable[str]) -> Words:
    """The letters and digits of each piece, small: a mark more or less at its ends is no fault here."""
    return tuple("".join(character for character in piece.lower() if character.isalnum()) for piece in content)


class Article:
    """An article and what is said in it; `optional` are contents that a reader may record or leave."""

    def __init__(self, name: str, text: str, *said: Said, optional: tuple[str, ...] = ()) -> None:
        self.name = name
        self.text = "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))
        self.said = said
        self.optional = {bare((content,)) for content in optional}


PUBLISHED_AT = "2024-03-05"

ARTICLES = [
    Article(
        "straight marks, an agency's dateline",
        """
        OSLO, March 4 (Nordwire) - Norway will halve its cod quota next year, Fisheries Minister Torvald Hegge said on
        Monday.

        "The stock is weaker than at any time since 1990," Hegge told reporters in Oslo. He added that coastal boats
        would be spared.

        The fishermen's union Kystlaget called the decision "a blow to every harbour in the north".
        """,
        indirect("Torvald Hegge", "Norway will halve its cod quota next year"),
        direct("Torvald Hegge", "The stock is weaker than at any time since 1990"),
        indirect("Torvald Hegge", "coastal boats would be spared"),
        mixed("Kystlaget", 'the decision "a blow to every harbour in the north"'),
    ),
    Article(
        "curly marks, a quotation split by its cue, Kenya",
        """
        NAIROBI — Kenya opened the Kitale dam on Sunday, three years late.

        “We did not wait for the rain,” Water Minister Amina Wanjohi said, “and we will not wait for the lenders.”

        Joseph Kiprop, who farms below the dam, said that nobody had told his village when the gates would open.
        """,
        direct("Amina Wanjohi", "We did not wait for the rain", "and we will not wait for the lenders."),
        indirect("Joseph Kiprop", "nobody had told his village when the gates would open"),
    ),
    Article(
        "British single marks with apostrophes inside",
        """
        LONDON — The last ferry to Scarra will sail in June unless the council finds a buyer.

        ‘We can’t keep the line open on goodwill,’ said Maureen Tapsell, the company’s managing director. ‘The council’s
        promise isn’t worth the paper it’s written on.’

        The island council said that talks with two buyers’ lawyers were ‘at an early stage’.
        """,
        direct(
            "Maureen Tapsell",
            "We can’t keep the line open on goodwill",
            "The council’s promise isn’t worth the paper it’s written on.",
        ),
        mixed("island council", "talks with two buyers’ lawyers were ‘at an early stage’"),
    ),
    Article(
        "straight single marks with apostrophes inside",
        """
        BATH — A bakery has lost its fight over a chimney.

        'We don't bake at night and we didn't ask for a medal,' said owner Gareth Pennycuick. The town's inspector,
        Imogen Fairweather-Ojo, said the chimney was 30 centimetres too tall.
        """,
        direct("Gareth Pennycuick", "We don't bake at night and we didn't ask for a medal"),
        indirect("Imogen Fairweather-Ojo", "the chimney was 30 centimetres too tall"),
    ),
    Article(
        "guillemets, Senegal",
        """
        DAKAR, March 5 - The mayor of Saint-Louis has asked for help against the sea.

        «The water takes a street each year,» Mayor Ousmane Diakhaté told the regional assembly.

        «In ten years there will be no town left to save,» he added.

        The environment ministry said a wall would be built before the next rainy season.
        """,
        direct("Ousmane Diakhaté", "The water takes a street each year"),
        direct("Ousmane Diakhaté", "In ten years there will be no town left to save"),
        indirect("environment ministry", "a wall would be built before the next rainy season"),
        optional=("help against the sea",),
    ),
    Article(
        "German marks",
        """
        The state of Brandenburg will close the Rehfeld mine in 2027, two years earlier than planned.

        „The pit no longer pays for its pumps,“ Economics Minister Jutta Krähwinkel said in Potsdam on Monday. She
        promised that no miner would lose a pension.

        „Nobody here believes that any more,“ replied Detlef Noack, head of the works council.
        """,
        direct("Jutta Krähwinkel", "The pit no longer pays for its pumps"),
        indirect("Jutta Krähwinkel", "no miner would lose a pension"),
        direct("Detlef Noack", "Nobody here believes that any more"),
    ),
    Article(
        "no marks at all, a Russian agency's dateline",
        """
        MOSCOW, December 23. /NORD/. Russia has no plans to leave the Caspian fisheries accord, Deputy Foreign Minister
        Arkady Belozyorov told reporters on Friday.

        Moscow expects the other coastal states to honor their quotas, the diplomat noted. He stressed that the accord
        was in the interest of all five countries.
        """,
        indirect("Arkady Belozyorov", "Russia has no plans to leave the Caspian fisheries accord"),
        indirect("Arkady Belozyorov", "Moscow expects the other coastal states to honor their quotas"),
        indirect("Arkady Belozyorov", "the accord was in the interest of all five countries"),
    ),
    Article(
        "a quotation over two paragraphs",
        """
        The head of the Maltese rescue service defended her crews on Tuesday.

        Carmen Zerafa told a committee of parliament: “My crews went out in a storm that closed every other port.

        “They will go out again tomorrow, and they will not ask who is in the boat.”

        The service has two vessels and forty volunteers.
        """,
        direct(
            "Carmen Zerafa",
            "My crews went out in a storm that closed every other port.",
            "They will go out again tomorrow, and they will not ask who is in the boat.",
        ),
        optional=("her crews",),
    ),
    Article(
        "two quotations with a cue each in one paragraph, Philippines",
        """
        Residents of Barangay Malinao spent a third night in the school after the landslide.

        Rosario Dimaculangan, a teacher, said: "The hill came down without a sound." Benigno Abueva, who runs the
        kitchen, said: "We have rice for two days."
        """,
        direct("Rosario Dimaculangan", "The hill came down without a sound."),
        direct("Benigno Abueva", "We have rice for two days."),
    ),
    Article(
        "one subject with two verbs, Chile",
        """
        SANTIAGO, March 4 (Andina Sur) - Chile's lithium output fell for a second month in February.

        Mining Minister Rodrigo Echenique said that the drought had stopped two plants and warned that a third could
        follow in April.

        The workers' federation Fetralit disagreed. Its president, Ximena Catrileo, said the plants had been stopped
        to put pressure on wages.
        """,
        indirect("Rodrigo Echenique", "the drought had stopped two plants"),
        indirect("Rodrigo Echenique", "a third could follow in April"),
        indirect("Ximena Catrileo", "the plants had been stopped to put pressure on wages"),
    ),
    Article(
        "according to, Bangladesh",
        """
        At least nine garment workers were hurt when a boiler burst in Gazipur on Saturday, according to the fire
        service.

        The factory had been inspected in January, according to its owner, Mahfuz Talukder.

        According to the labour group Shromik Kotha, the inspectors never entered the boiler room.
        """,
        indirect("fire service", "At least nine garment workers were hurt when a boiler burst in Gazipur on Saturday"),
        indirect("Mahfuz Talukder", "The factory had been inspected in January"),
        indirect("Shromik Kotha", "the inspectors never entered the boiler room"),
    ),
    Article(
        "indirect speech with rarer verbs",
        """
        The Icelandic central bank left its rate unchanged on Wednesday. Governor Hallgerdur Thorsdottir conceded that
        inflation had been higher than the bank foresaw. She maintained that it would fall by the summer.

        Her predecessor, Orri Magnason, cautioned that wages would rise faster than prices. The finance ministry
        reiterated that the budget would not be reopened.
        """,
        indirect("Hallgerdur Thorsdottir", "inflation had been higher than the bank foresaw"),
        indirect("Hallgerdur Thorsdottir", "it would fall by the summer"),
        indirect("Orri Magnason", "wages would rise faster than prices"),
        indirect("finance ministry", "the budget would not be reopened"),
    ),
    Article(
        "an interview in questions and answers",
        """
        Leena Vuorio runs the largest reindeer cooperative in Lapland. Vuorio said last week that it would not be sold.

        Q: How was the winter?

        A: It was the worst that I have seen. The snow froze before the herds came down.

        Q: Will you need money from the state?

        A: We will not ask for money. We ask for the right to move the fences.
        """,
        indirect("Leena Vuorio", "it would not be sold"),
        turn(UNASKED, "It was the worst that I have seen. The snow froze before the herds came down."),
        turn(UNASKED, "We will not ask for money. We ask for the right to move the fences."),
    ),
    Article(
        "an interview with names before the answers",
        """
        Rima Shakhashir sells maps in Tripoli. The mayor, Bassam Karameh, said that her shop was the oldest in town.

        Question: Who buys a map today?

        Rima Shakhashir: Sailors and thieves, and both of them pay in cash.

        Question: Is that enough to live on?

        Rima Shakhashir: It was enough for my father.

        It is enough for me as long as the roof holds.
        """,
        indirect("Bassam Karameh", "her shop was the oldest in town"),
        turn("Rima Shakhashir", "Sailors and thieves, and both of them pay in cash."),
        turn("Rima Shakhashir", "It was enough for my father.", "It is enough for me as long as the roof holds."),
    ),
    Article(
        "the transcript of a briefing",
        """
        Briefing of the Ministry of Transport, Wellington, 5 March 2024

        MS TAUROA: Good morning. The strait will stay closed to freight until Thursday.

        REPORTER: Has the ministry seen the report of the harbourmaster?

        MS TAUROA: We have seen it and we accept all of its findings.

        MR PEMBERTON: The ferries will run again as soon as the wind drops below forty knots.

        REPORTER: Who pays for the delay?

        MR PEMBERTON: The operators carry insurance for this.
        """,
        turn("TAUROA", "Good morning. The strait will stay closed to freight until Thursday."),
        turn("TAUROA", "We have seen it and we accept all of its findings."),
        turn("PEMBERTON", "The ferries will run again as soon as the wind drops below forty knots."),
        turn("PEMBERTON", "The operators carry insurance for this."),
    ),
    Article(
        "a press release",
        """
        A quay for floating turbines in Esbjerg

        COPENHAGEN, 5 March 2024 - Kestrelwind announced today that it will build a quay for floating turbines in
        Esbjerg.

        "This quay gives us ten years of work," said Birgitte Lauenborg, chief executive of Kestrelwind.

        "The port has waited for such a customer since the oil left," said harbour director Aksel Thisted.

        Kestrelwind employs 1,400 people in six countries.
        """,
        indirect("Kestrelwind", "it will build a quay for floating turbines in Esbjerg"),
        direct("Birgitte Lauenborg", "This quay gives us ten years of work"),
        direct("Aksel Thisted", "The port has waited for such a customer since the oil left"),
    ),
    Article(
        "a headline with a colon",
        """
        Minister: We will not sell the salt works

        The sale of the Ston salt works is off. Culture Minister Domagoj Perkušić said that the state would keep all of
        its shares.
        """,
        indirect("Domagoj Perkušić", "We will not sell the salt works"),
        indirect("Domagoj Perkušić", "the state would keep all of its shares"),
    ),
    Article(
        "a headline with a dash",
        """
        Talks on Lake Teletsk ferry go on - envoy

        BISHKEK, March 5. /NORD/. Talks on a ferry across the lake go on despite the dispute over tariffs, special envoy
        Nurlan Sadykbekov said.

        "We have agreed on the ships, we have not agreed on the price," he pointed out.
        """,
        indirect("Nurlan Sadykbekov", "Talks on Lake Teletsk ferry go on"),
        indirect("Nurlan Sadykbekov", "Talks on a ferry across the lake go on despite the dispute over tariffs"),
        direct("Nurlan Sadykbekov", "We have agreed on the ships, we have not agreed on the price"),
    ),
    Article(
        "a statement within a statement",
        """
        Foreign Minister Davit Beridzeli said on Monday that Ankara had promised to reopen the Sarpi crossing in May.

        His spokeswoman, Nino Kobalia, told journalists that the road was clear of snow.
        """,
        indirect("Davit Beridzeli", "Ankara had promised to reopen the Sarpi crossing in May"),
        indirect("Ankara", "reopen the Sarpi crossing in May", nested=True),
        indirect("Nino Kobalia", "the road was clear of snow"),
    ),
    Article(
        "a note on militias and sanctions, Sudan and Libya",
        """
        SITUATION NOTE 14/24: BLUE NILE

        The Wad Rahal Brigades claimed on their Telegram channel that they had taken the Damazin bridge on 2 March. The
        Sudanese army denied that the bridge had fallen.

        The Interior Ministry of the eastern Libyan government stated that it had seized four trucks with drone parts
        bound for the group. Local sources reported that two of the drivers were foreigners. The Brigades have been
        under EU sanctions since 2022.

        Comment: the group holds the western bank and has no boats.
        """,
        indirect("Wad Rahal Brigades", "they had taken the Damazin bridge on 2 March"),
        indirect("Sudanese army", "the bridge had fallen"),
        indirect(
            "Interior Ministry of the eastern Libyan government",
            "it had seized four trucks with drone parts bound for the group",
        ),
        indirect(None, "two of the drivers were foreigners"),
    ),
    Article(
        "Arab names, a mixed quotation",
        """
        AMMAN, March 3 (Wasl) - Jordan will ration water in six governorates from April, Water Minister Haitham
        Al-Qudsi said on Sunday.

        Al-Qudsi said the reservoirs were “emptier than in any spring on record”.

        Umm Khaled, a mother of five in Zarqa, said she already bought water from a truck. “The tap runs on Fridays,”
        she said.
        """,
        indirect("Haitham Al-Qudsi", "Jordan will ration water in six governorates from April"),
        mixed("Haitham Al-Qudsi", "the reservoirs were “emptier than in any spring on record”"),
        indirect("Umm Khaled", "she already bought water from a truck"),
        direct("Umm Khaled", "The tap runs on Fridays"),
    ),
    Article(
        "denials",
        """
        The Nigerian Power Commission denied on Tuesday that it had approved a new tariff. Its chairman, Olumide
        Adebanjo-Cole, refused to rule out a rise later in the year.

        Power Minister Hauwa Dankwambo denied having met the owners of the Kainji plant.
        """,
        indirect("Nigerian Power Commission", "it had approved a new tariff"),
        indirect("Olumide Adebanjo-Cole", "a rise later in the year"),
        indirect("Hauwa Dankwambo", "having met the owners of the Kainji plant"),
    ),
    Article(
        "Japan and Vietnam, an unnamed source and a named one",
        """
        TOKYO, March 5 (Hoshi Press) -- Japan and Vietnam will share ice-class tankers from 2026, a diplomat said on
        condition of anonymity.

        Two of the ships are being built in Hakodate, said Nguyen Thi Bao Chau, Vietnam's deputy trade minister. She
        welcomed the accord as "a bridge of steel".
        """,
        indirect(None, "Japan and Vietnam will share ice-class tankers from 2026"),
        indirect("Nguyen Thi Bao Chau", "Two of the ships are being built in Hakodate"),
        optional=('the accord as "a bridge of steel"', "a bridge of steel"),
    ),
    Article(
        "quoted by a newspaper, written on a website, India",
        """
        The price of rice will be frozen until July, Food Minister Ashok Varadkar was quoted as saying by the Dainik
        Sagar newspaper on Monday. Varadkar told the paper in an interview that the stocks would last for eleven months.

        Opposition leader Meenakshi Pillaiyar wrote on her website: “Frozen prices do not fill a single plate.”
        """,
        indirect("Ashok Varadkar", "The price of rice will be frozen until July"),
        indirect("Ashok Varadkar", "the stocks would last for eleven months"),
        direct("Meenakshi Pillaiyar", "Frozen prices do not fill a single plate."),
    ),
    Article(
        "sport, Uruguay",
        """
        Paysandu beat Wanderlust 2-0 in the rain on Saturday.

        "We played the first half on our knees," coach Gonzalo Berrutti said.

        "The pitch was the same for both teams," Matías Oyarbide, the captain of Paysandu, told Radio Litoral. He said
        the second goal had been luck.
        """,
        direct("Gonzalo Berrutti", "We played the first half on our knees"),
        direct("Matías Oyarbide", "The pitch was the same for both teams"),
        indirect("Matías Oyarbide", "the second goal had been luck"),
    ),
    Article(
        "charges, Eritrea",
        """
        Colonel Tesfaye Woldeab, the rebels' spokesman, accused the government of shelling the market of Adi Keyh.

        Information Minister Yordanos Ghebre called the charge “a fairy tale for foreigners”. The United Nations mission
        urged both sides to open the road.
        """,
        indirect("Tesfaye Woldeab", "the government of shelling the market of Adi Keyh"),
        mixed("Yordanos Ghebre", "the charge “a fairy tale for foreigners”"),
        optional=("both sides to open the road", "open the road"),
    ),
    Article(
        "a press release with its boilerplate",
        """
        Kestrelwind opens a quay in Esbjerg

        Birgitte Lauenborg, CEO of Kestrelwind, commented: “This quay gives us ten years of work. We are proud of what
        our people have built.”

        “We’re thrilled to have Kestrelwind with us,” commented Aksel Thisted, harbour director at the port.

        ENDS

        Notes to editors:

        Kestrelwind says it is the largest maker of floating turbines in Europe.

        About Kestrelwind: Kestrelwind is a provider of wind power that says it “puts people first”.

        Media contact: Jens Holm, press@kestrelwind.example
        """,
        direct(
            "Birgitte Lauenborg", "This quay gives us ten years of work. We are proud of what our people have built."
        ),
        direct("Aksel Thisted", "We’re thrilled to have Kestrelwind with us"),
    ),
    Article(
        "a page with all its furniture",
        """
        Accept all cookies

        By Tomas Reyes

        The county court in Merrow will close in June, the ministry said.

        Image caption, The court has said it "cannot go on"

        “It is a blow to the town,” mayor Sue Cartwright said.

        “My clients will have to drive for an hour,” lawyer Idris Vaughan said.

        Donate now: "Your gift keeps our journalism free," says our editor.

        Related: Judge says court "unsafe"

        Sign up to our newsletter: “The best briefing in the business,” says The Ledger.

        What do you think? Leave your comments below.

        This email and any attachments are confidential. Its sender says that it "may be wrong".

        Tomas Reyes is a senior reporter who covers the courts. He once said he "never sleeps".

        More from Merrow

        Council says no to new bridge
        """,
        indirect(UNASKED, "The county court in Merrow will close in June"),
        direct("Sue Cartwright", "It is a blow to the town"),
        direct("Idris Vaughan", "My clients will have to drive for an hour"),
    ),
    Article(
        "what is not ruled out",
        """
        The president of Aralia, Esteban Quiroga, has not ruled out extending the state of emergency in the south.

        The rebels did not rule out a ceasefire. Defence Minister Lucia Arbelaez would not rule out sending troops to
        the border. She denied reports that soldiers had deserted.

        The bishop of Corvina, Jaime Cordoba, declined to say whether he would mediate. He is expected to announce a
        decision on Friday.
        """,
        indirect("Esteban Quiroga", "extending the state of emergency in the south"),
        indirect(UNASKED, "a ceasefire"),
        indirect("Lucia Arbelaez", "sending troops to the border"),
        indirect("Lucia Arbelaez", "reports that soldiers had deserted"),
    ),
    Article(
        "a statement that is read out, over two paragraphs",
        """
        The widow of the miner spoke outside the court on Friday.

        She read from a statement: “My husband went to work and did not come home.

        “He leaves three children. We ask for the truth and nothing else.”

        “The company has never apologised,” her lawyer, Peter Mbeki, said. “That is the second wound.”
        """,
        direct(
            UNASKED,
            "My husband went to work and did not come home.",
            "He leaves three children. We ask for the truth and nothing else.",
        ),
        direct("Peter Mbeki", "The company has never apologised", "That is the second wound."),
    ),
    Article(
        "cues in the midst of clauses",
        """
        The dam of Kegums will hold, according to its engineer, Ruta Kalnina.

        The river, said Kalnina, is two metres higher than in any year on record. The upper gate, she added, had been
        open since May.

        “We looked at it,” Kalnina said on Monday, “and we looked again,” she added, “and it holds.”

        The minister, she said, had never visited the dam.
        """,
        indirect("Ruta Kalnina", "The dam of Kegums will hold"),
        indirect("Ruta Kalnina", "The river", "is two metres higher than in any year on record"),
        indirect("Ruta Kalnina", "The upper gate", "had been open since May"),
        direct("Ruta Kalnina", "We looked at it", "and we looked again", "and it holds."),
        indirect("Ruta Kalnina", "The minister", "had never visited the dam"),
    ),
    Article(
        "two headlines with their verbs",
        """
        Trade war would hurt everyone, says minister

        Finance Minister Pavel Horak warns of 9,000 lost jobs

        A trade war over steel would hurt everyone, Finance Minister Pavel Horak said on Wednesday.

        "Nobody wins such a war," Horak told parliament in Prague.
        """,
        indirect(UNASKED, "Trade war would hurt everyone"),
        indirect("Pavel Horak", "9,000 lost jobs"),
        indirect("Pavel Horak", "A trade war over steel would hurt everyone"),
        direct("Pavel Horak", "Nobody wins such a war"),
    ),
    Article(
        "a headline's quotation that somebody utters below",
        """
        'You took my mother's ring and my trust': cleaner is jailed

        A cleaner who robbed the pensioners of Wexcombe was jailed for three years on Monday.

        'You took my mother's ring and my trust. The ring came back,' Moira Hartley told her in court.
        """,
        direct("Moira Hartley", "You took my mother's ring and my trust"),
        direct("Moira Hartley", "You took my mother's ring and my trust. The ring came back"),
    ),
    Article(
        "a tabloid",
        """
        A furious gran has told of her shock after workers flattened her garden shed.

        Sheila Grubb, 71, fumed: "They came at six in the morning and they never even knocked."

        "It's a disgrace," she stormed. "I've lived here for forty years - and this is how they treat me!"

        Neighbour Barry Stott, 58, chipped in: "It was a lovely shed, that."

        Sheila's book, "Sheds of My Life", is out in May.

        READ MORE: Ten best sheds in Britain

        Have your say: do you think the council was right? Tell us in the comments below.
        """,
        direct("Sheila Grubb", "They came at six in the morning and they never even knocked."),
        direct(
            "Sheila Grubb",
            "It's a disgrace",
            "I've lived here for forty years - and this is how they treat me!",
        ),
        direct(UNASKED, "It was a lovely shed, that."),
        optional=("her shock after workers flattened her garden shed",),
    ),
    Article(
        "a court report",
        """
        Prosecutor Helen Ward told jurors: "This was greed, pure and simple."

        The jury was told that the mayor had received £40,000 in cash.

        Giving evidence, builder Craig Lyle said he had handed over the money "in a carrier bag". Asked by Ms Ward why
        he had paid, he replied: "Everybody did."

        Judge Ruth Penrose adjourned the case until Tuesday.
        """,
        direct("Helen Ward", "This was greed, pure and simple."),
        indirect(None, "the mayor had received £40,000 in cash"),
        mixed(UNASKED, 'he had handed over the money "in a carrier bag"'),
        direct(UNASKED, "Everybody did."),
    ),
    Article(
        "what the United Nations say and what their papers show",
        """
        UNHCR warned that 30,000 people could be displaced by the end of the month. More than half of them are children,
        the agency said.

        The Council adopted the resolution by 14 votes. The representative of Ghana said that the text fell short,
        stressing that civilians needed protection.

        A survey by the agency showed that four in ten families skip meals. "Peace is not made with decrees," reads a
        banner on its gate.
        """,
        indirect(UNASKED, "30,000 people could be displaced by the end of the month"),
        indirect(UNASKED, "More than half of them are children"),
        indirect(UNASKED, "the text fell short"),
        indirect(UNASKED, "civilians needed protection"),
    ),
    Article(
        "posts with a handle",
        """
        The vote on the pier split the coast, and both sides took to their telephones on Sunday.

        I voted no because the bill was bad. It’s that simple. pic.example.com/abcd123

        — Dana Whitcomb (@danawhitcomb) March 3, 2024

        Luis Ortega (@luisortega): The senator has turned her back on the coast.
        """,
        turn(UNASKED, "I voted no because the bill was bad. It’s that simple."),
        turn(UNASKED, "The senator has turned her back on the coast."),
    ),
    Article(
        "titles, names and slogans",
        """
        Her first book, “The Fish and the Fire”, sold a million copies. The programme “Morning Tide”, in which she
        cooked, is broadcast on Sundays.

        “I never measured anything,” Margit Halvorsen told an interviewer in 1988.

        What critics call “the longest supper in history” lasted for eleven hours. Protesters carried signs reading
        “Save our pier”.
        """,
        direct("Margit Halvorsen", "I never measured anything"),
    ),
    Article(
        "an interview with bold questions and initials",
        """
        John Doyle (JD) and Mary Kerr (MK) spoke to the Harbour Ledger about the new ferry.

        **Q. When will the ferry sail?**

        JD: It will sail in May [laughs], if the ice allows it.

        MK: We have tested it twice and it holds.

        **Q. Who pays?**

        JD: The council pays half and the bank pays the rest.
        """,
        turn(UNASKED, "It will sail in May", "if the ice allows it."),
        turn(UNASKED, "We have tested it twice and it holds."),
        turn(UNASKED, "The council pays half and the bank pays the rest."),
    ),
    Article(
        "an interview whose questions have no labels",
        """
        Ikwo Lindholm builds for people who cannot afford architects.

        Where does the title of your book come from?

        Ikwo Lindholm: From my grandmother, who built three houses by hand.

        Would you build the school again?

        IL: Only if the village asks me to.

        I went to every family afterwards.

        This interview has been edited for length.
        """,
        turn("Ikwo Lindholm", "From my grandmother, who built three houses by hand."),
        turn(UNASKED, "Only if the village asks me to.", "I went to every family afterwards."),
    ),
    Article(
        "remarks with applause",
        """
        REMARKS AT THE PORT OF ST. JOHN

        PRESIDENT ALDEN: Thank you all. (Applause.) We said we would build this port, and we built it.

        Q: Mr. President, will you visit the north?

        PRESIDENT ALDEN: I will go there in the spring. [inaudible] We have a lot to do.

        THE PRESS: Thank you, sir.
        """,
        turn(UNASKED, "Thank you all.", "We said we would build this port, and we built it."),
        turn(UNASKED, "I will go there in the spring.", "We have a lot to do."),
    ),
    Article(
        "an earnings call",
        """
        Operator: Good day and welcome to the Halden Foods call. Our first question comes from Ed Mann.

        Ed Mann: Thanks. Can you talk about cocoa costs?

        Paula Greer: Cocoa is up 40% and we have covered two thirds of our needs.

        Ed Mann: And what about prices?

        Paula Greer: We have no plans to raise prices.
        """,
        turn("Paula Greer", "Cocoa is up 40% and we have covered two thirds of our needs."),
        turn("Paula Greer", "We have no plans to raise prices."),
    ),
    Article(
        "India, with two verbs and a remark of the article",
        """
        Mumbai: Shiv Dal MP Sanjay Raut alleged that the contractors were friends of the ruling party, adding, "Everyone
        knows who gets the tenders."

        Advocate General Nitin Samant, appearing for the state, submitted that Rs 200 crore had been sanctioned, a claim
        which the bench doubted. "The work will be over by May 31," he assured the court.

        (With inputs from PTI)
        """,
        indirect("Sanjay Raut", "the contractors were friends of the ruling party"),
        direct("Sanjay Raut", "Everyone knows who gets the tenders."),
        indirect("Nitin Samant", "Rs 200 crore had been sanctioned"),
        direct("Nitin Samant", "The work will be over by May 31"),
    ),
    Article(
        "China and Japan, corner brackets and a question that is put",
        """
        BEIJING, March 5 (Huaxin) -- China stands ready to build the railway, Foreign Ministry spokesperson Lin Wenhao
        said on Tuesday.

        Lin made the remarks when asked to comment on the visit of the Lao president.

        「We cannot close the line without consent,」 Governor Keiko Maruyama said in Hakui.
        """,
        indirect("Lin Wenhao", "China stands ready to build the railway"),
        direct("Keiko Maruyama", "We cannot close the line without consent"),
    ),
    Article(
        "what others said, within quotations",
        """
        The mediator, Bilal Traoré, spoke for an hour.

        "He swore to me that all nine were alive," Traoré told reporters. "I believe him."

        "My professor told me it would dissolve by Easter," Ikwo Lindholm said.
        """,
        direct("Bilal Traoré", "He swore to me that all nine were alive", "I believe him."),
        indirect(UNASKED, "all nine were alive", nested=True),
        direct("Ikwo Lindholm", "My professor told me it would dissolve by Easter"),
        indirect(UNASKED, "it would dissolve by Easter", nested=True),
    ),
    Article(
        "a sentence and a quotation behind it, sport",
        """
        Arsenal Road coach Lena Fischer confirmed that captain Ola Berg would miss the game. "Ola's hamstring is still
        sore, so we won't risk it."

        "It's a dream," Kofi Mensah told the club website. "Mum cried, I cried, even the dog cried."
        """,
        indirect("Lena Fischer", "captain Ola Berg would miss the game"),
        direct("Lena Fischer", "Ola's hamstring is still sore, so we won't risk it."),
        direct("Kofi Mensah", "It's a dream", "Mum cried, I cried, even the dog cried."),
    ),
    Article(
        "legal parentheses",
        """
        The Northern Brigade (outlawed in the country as extremist) said it had fired two missiles.

        The army said it had stopped a column of the Brigade (designated a terrorist group by the state) near the river.
        """,
        indirect(UNASKED, "it had fired two missiles"),
        indirect(UNASKED, "it had stopped a column of the Brigade", "near the river"),
    ),
    Article(
        "narration, a scare quote and a quoted title",
        """
        The "smart" traffic lights of Gdynia went dark for the third time this winter. Trams stood for two hours and
        children walked home through the snow.

        The town's museum opened its exhibition "Salt, Rope and Tar" by candlelight. It runs until May.
        """,
    ),
    Article(
        "nobody answers",
        """
        A court in Lusaka will hear the case of the copper trader Femi Mulenga in June. Prosecutors did not say whether
        others would be charged. The company has not responded to messages.

        A sign on the gate shows the new opening hours. The yard was empty on Monday and the cranes stood still.
        """,
    ),
    Article(
        "a refusal to comment",
        """
        The Reykjanes heating plant has been shut since Friday. The operator declined to comment. Steam rose from two
        vents on Monday afternoon and the road to the harbour was closed.
        """,
        optional=("to comment", "comment", "declined to comment"),
    ),
    Article(
        "questions alone",
        """
        Q: Did the minister sign the letter before the vote?

        A: No.

        Q: When will the tunnel to Tórshavn open for lorries?
        """,
    ),
    Article(
        "a page's furniture",
        """
        We use cookies to give you the best experience on our site. By continuing to browse you accept our cookie
        policy.

        In this file photo a woman sells oranges at the port of Izmir. (Photo by Selin Arkan)

        Sign up for our newsletter

        The port of Izmir was closed for a second day by high winds. Eleven ships lay at anchor in the bay.
        """,
    ),
]


def by_name(article: Article) -> str:
    return article.name


every_article = pytest.mark.parametrize("article", ARTICLES, ids=by_name)
telling_article = pytest.mark.parametrize("article", [article for article in ARTICLES if article.said], ids=by_name)


@cache
def statements_of(article: Article) -> tuple[Statement, ...]:
    return tuple(extract(article.text, published_at=PUBLISHED_AT))


def words_of(statement: Statement) -> Words:
    return bare(piece.text for piece in statement.content)


def speaker_of(statement: Statement) -> str | None:
    return statement.speaker.name if statement.speaker else None


def pairs(article: Article) -> list[tuple[Said, Statement]]:
    """Each statement that was meant and was found."""
    found = {words_of(statement): statement for statement in statements_of(article)}
    return [(said, found[bare(said.content)]) for said in article.said if bare(said.content) in found]


def test_there_are_articles_of_many_kinds() -> None:
    assert len({article.name for article in ARTICLES}) == len(ARTICLES) >= 40


@telling_article
def test_every_statement_is_found_word_for_word(article: Article) -> None:
    found = {words_of(statement) for statement in statements_of(article)}
    assert [said.content for said in article.said if bare(said.content) not in found] == []


@every_article
def test_nothing_else_is_found_and_nothing_twice(article: Article) -> None:
    meant = {bare(said.content) for said in article.said}
    found = [words_of(statement) for statement in statements_of(article)]
    assert [words for words in found if words not in meant | article.optional] == []
    assert sorted(found) == sorted(set(found))


@telling_article
def test_speakers_are_named_in_full(article: Article) -> None:
    asked = [(said, statement) for said, statement in pairs(article) if said.speaker != UNASKED]
    assert [speaker_of(statement) for _, statement in asked] == [said.speaker for said, _ in asked]


@telling_article
def test_kinds_follow_the_marks(article: Article) -> None:
    asked = [(said, statement) for said, statement in pairs(article) if said.kind]
    assert [statement.kind for _, statement in asked] == [said.kind for said, _ in asked]


@telling_article
def test_a_reported_statement_names_the_one_that_reports_it(article: Article) -> None:
    ids = {statement.id for statement in statements_of(article)}
    for said, statement in pairs(article):
        assert (statement.nested_in in ids) is said.nested, said.content


@every_article
def test_every_piece_stands_in_the_text(article: Article) -> None:
    for statement in statements_of(article):
        assert all(article.text[piece.start : piece.end] == piece.text for piece in statement.content)


@every_article
def test_the_same_text_gives_the_same_statements_twice(article: Article) -> None:
    assert tuple(extract(article.text, published_at=PUBLISHED_AT)) == statements_of(article)
