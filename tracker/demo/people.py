"""The people of the demonstration, named by their posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.domain.fiscal_year import fiscal_year_start
from tracker.domain.permissions import Actor, Post, Role, holds_on
from tracker.extensions import db
from tracker.models import Division, User
from tracker.queries import people as queries
from tracker.services import audit, people
from tracker.services.divisions import DivisionEntry, change_division
from tracker.services.post_giving import NewPost

LONG_AGO_YEARS = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demonstration. `until_retirement` and `after_retirement` meet at the turn of the fiscal year."""

    key: str
    #: As colleagues call the post, instead of a personal name.
    name: str
    title: str
    role: Role
    division: str | None = None
    is_acting: bool = False
    until_retirement: bool = False
    after_retirement: bool = False
    #: Acting for a second division besides.
    also: tuple[str, str] | None = None


CLERK_OFFICE = "สำนักปลัดเทศบาล"
FINANCE = "กองคลัง"
WORKS = "กองช่าง"
HEALTH = "กองสาธารณสุขและสิ่งแวดล้อม"
EDUCATION = "กองการศึกษา"
WELFARE = "กองสวัสดิการสังคม"
STRATEGY = "กองยุทธศาสตร์และงบประมาณ"
AUDIT = "หน่วยตรวจสอบภายใน"

HEAD, OFFICER = Role.DIVISION_HEAD, Role.DIVISION_OFFICER

OVERSEER_TITLE = "ท้องถิ่นจังหวัด ผู้กำกับดูแล"

#: The first of each role is the one behind its button on the sign-in page.
CAST = (
    Person("admin", "งานเทคโนโลยีสารสนเทศ", "นักวิชาการคอมพิวเตอร์ ผู้ดูแลระบบ", Role.ADMINISTRATOR),
    Person("secretary", "งานเลขานุการ", "หัวหน้าฝ่ายบริหารงานทั่วไป เลขานุการที่ประชุม", Role.SECRETARY),
    Person("mayor", "นายกฯ", "นายกเทศมนตรี", Role.EXECUTIVE),
    Person("clerk", "ปลัดฯ", "ปลัดเทศบาล", Role.EXECUTIVE),
    Person("works", "ผอ.กองช่าง", "ผู้อำนวยการกองช่าง", HEAD, WORKS),
    Person("works.officer", "ช่างโยธา", "นายช่างโยธาชำนาญงาน", OFFICER, WORKS),
    Person("clerkoffice", "หน.สำนักปลัด", "หัวหน้าสำนักปลัดเทศบาล", HEAD, CLERK_OFFICE),
    Person("finance", "ผอ.กองคลัง", "ผู้อำนวยการกองคลัง", HEAD, FINANCE),
    Person("finance.officer", "งานการเงินและบัญชี", "นักวิชาการเงินและบัญชี", OFFICER, FINANCE),
    Person(
        "health",
        "ผอ.กองสาธารณสุขฯ",
        "ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม",
        HEAD,
        HEALTH,
        also=(WELFARE, "รักษาราชการแทนผู้อำนวยการกองสวัสดิการสังคม"),
    ),
    Person("education.former", "อดีต ผอ.กองการศึกษา", "ผู้อำนวยการกองการศึกษา", HEAD, EDUCATION, until_retirement=True),
    Person(
        "education",
        "หน.ฝ่ายบริหารการศึกษา",
        "หัวหน้าฝ่ายบริหารการศึกษา รักษาราชการแทนผู้อำนวยการกองการศึกษา",
        HEAD,
        EDUCATION,
        is_acting=True,
        after_retirement=True,
    ),
    Person("strategy", "ผอ.กองยุทธศาสตร์ฯ", "ผู้อำนวยการกองยุทธศาสตร์และงบประมาณ", HEAD, STRATEGY),
    Person("audit", "หน.หน่วยตรวจสอบภายใน", "หัวหน้าหน่วยตรวจสอบภายใน", HEAD, AUDIT),
    Person("auditor", "งานตรวจสอบภายใน", "นักวิชาการตรวจสอบภายใน", Role.AUDITOR),
    Person("overseer", "สถจ.", OVERSEER_TITLE, Role.OVERSEER),
)

ADDRESS = "{key}@{site}.example.go.th"
SITE = "satitthani"
OVERSEER_ADDRESS = ADDRESS.format(key="overseer", site=SITE)
TOLD_WHEN_LATE = "clerk"


@dataclass(frozen=True, slots=True)
class Posting:
    user: User
    person: Person
    posts: tuple[NewPost, ...]


class Staff:
    """Who acts for whom on a day."""

    def __init__(self, agency_id: int, postings: list[Posting]) -> None:
        self._agency_id = agency_id
        self._postings = {posting.person.key: posting for posting in postings}

    def actor(self, key: str, day: date) -> Actor:
        posting = self._postings[key]
        held = (post for post in posting.posts if holds_on(post.starts_on, post.ends_on, day))
        posts = tuple(Post(post.role, post.title, post.division_id, post.is_acting) for post in held)
        return Actor(posting.user.id, posting.user.name, self._agency_id, posts)

    def people_of(self, division_id: int, day: date) -> list[Actor]:
        """The heads first."""
        actors = [self.actor(key, day) for key in self._postings]
        theirs = [actor for actor in actors if division_id in actor.division_ids]
        return sorted(theirs, key=lambda actor: HEAD not in actor.roles)


def hire_everybody(
    agency_id: int, now: datetime, new_year: int, password_hash: str, divisions: list[Division]
) -> Staff:
    """Every post of the cast; the director who retires does so on the eve of the fiscal year `new_year`."""
    ids = {division.name: division.id for division in divisions}
    staff = Staff(agency_id, [_hire(person, now, new_year, password_hash, ids) for person in CAST])
    _name_superior(staff, now, divisions)
    return staff


def _hire(person: Person, now: datetime, new_year: int, password_hash: str, division_ids: dict[str, int]) -> Posting:
    turn = fiscal_year_start(new_year)
    long_ago = fiscal_year_start(new_year - LONG_AGO_YEARS)
    posts = [
        NewPost(
            person.role,
            person.title,
            starts_on=turn if person.after_retirement else long_ago,
            division_id=division_ids[person.division] if person.division else None,
            is_acting=person.is_acting,
            ends_on=turn - timedelta(days=1) if person.until_retirement else None,
        )
    ]
    if person.also is not None:
        division, title = person.also
        posts.append(NewPost(person.role, title, long_ago, division_ids[division], is_acting=True))
    address = ADDRESS.format(key=person.key, site=SITE)
    user = give_posts(now, address, person.name, posts, password_hash)
    return Posting(user, person, tuple(posts))


def give_posts(now: datetime, address: str, name: str, posts: list[NewPost], password_hash: str) -> User:
    """A person with all their posts. Everybody has the one password, which takes long to hash, so it is hashed once."""
    user = queries.user_by_email(address)
    if user is None:
        user = User(email=address, name=name, password_hash=password_hash)
        db.session.add(user)
        db.session.flush()  # The audit event names the person's id.
        audit.record(None, now, "user_added", user.id, after={"email": address, "name": name})
    for post in posts:
        people.add_person(None, now, address, name, post)
    return user


def _name_superior(staff: Staff, now: datetime, divisions: list[Division]) -> None:
    """The clerk is told when a division is late."""
    administrator = staff.actor("admin", now.date())
    superior_id = staff.actor(TOLD_WHEN_LATE, now.date()).user_id
    for division in divisions:
        change_division(administrator, now, division.id, DivisionEntry(division.name, superior_id))
