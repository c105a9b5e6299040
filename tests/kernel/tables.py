"""Tables for tests of the kernel."""

from sqlmodel import Field

from emulator.kernel.database import Table
from emulator.kernel.fulltext import FullText


class Page(Table, table=True):
    __tablename__ = "test_pages"

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    text: str


class Article(Table, table=True):
    """Its texts are searched."""

    __tablename__ = "test_articles"

    id: int = Field(default=None, primary_key=True)
    title: str
    body: str


INDEX = FullText(Article, columns=("title", "body"), vocabulary=("title",))
