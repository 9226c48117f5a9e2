"""An entity: a person or an organisation of a document, with what its mentions tell of it."""

from dataclasses import dataclass, field

from onrecord_extract.given_names import gender_of_name
from onrecord_extract.lexicon import Country, words
from onrecord_extract.mentions import Kind, Mention
from onrecord_extract.roles import Role, weight

MAX_ROLES = 20


@dataclass(slots=True, eq=False)
class Entity:
    """A person or an organisation of the document, under the fullest name that it gives."""

    name: str
    kind: Kind
    gender: str | None = None
    country: Country | None = None
    organization: str | None = None
    roles: list[Role] = field(default_factory=list[Role])
    types: set[str] = field(default_factory=set[str])
    ages: set[str] = field(default_factory=set[str])
    titles: set[str] = field(default_factory=set[str])
    count: int = 0
    """How often it is named."""
    first: int = 0

    @property
    def is_person(self) -> bool:
        return self.kind == "person"

    @property
    def role(self) -> Role | None:
        """The fullest role that the text gives, one held now before one held once."""
        return max(self.roles, key=weight, default=None)

    @property
    def heads(self) -> frozenset[str]:
        """The nouns of all roles and titles."""
        return frozenset(self.titles).union(*(role.heads for role in self.roles))

    def learn(self, role: Role) -> None:
        """Take over a role that the text gives."""
        if len(self.roles) < MAX_ROLES and role not in self.roles:
            self.roles.append(role)

    def add(self, mention: Mention) -> None:
        """Take over what a mention tells."""
        if mention.role:
            self.learn(mention.role)
        self.gender = self.gender or mention.gender
        self.country = self.country or mention.country
        self.organization = self.organization or mention.organization
        self.types |= mention.types
        self.titles |= mention.titles
        self.count += 1
        if mention.age:
            self.ages.add(mention.age)
        if self.kind == "unknown" or (self.kind == "organization" and mention.kind in {"media", "government"}):
            self.kind = mention.kind


def is_named_body(entity: Entity) -> bool:
    """Whether an entity is an organisation of any kind."""
    return entity.kind in {"organization", "government", "media"}


def gender_of(entity: Entity) -> str | None:
    """The gender that titles, roles and the given name of a person tell."""
    if entity.gender:
        return entity.gender
    male, female = bool(entity.heads & words("male")), bool(entity.heads & words("female"))
    if male != female:
        return "m" if male else "f"
    return gender_of_name(entity.name.split()[0])
