"""LibreOffice opens every kind of report and shows what we wrote: the pages, the words, nothing cut off."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from test_report_sheet import content_of

from lachan.reports.build.document import Paragraph
from lachan.reports.build.docx import write_docx
from lachan.reports.build.form import KINDS
from lachan.reports.freezing import document
from tests.guards.house import ROOT

pytestmark = pytest.mark.full


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of a LibreOffice that starts. None is a failure, not a skip."""
    if named := os.environ.get("LACHAN_SOFFICE"):
        return named
    found = subprocess.run([ROOT / "bin/_soffice"], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.fail(found.stderr)
    return found.stdout.strip()


@pytest.fixture(scope="session")
def pages(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of each page of each kind, as LibreOffice lays it out; one start for all of them."""
    folder: Path = tmp_path_factory.mktemp("rendered")
    for kind in KINDS:
        (folder / f"{kind}.docx").write_bytes(write_docx(document(content_of(kind), version=1)))
    home = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, home, "--headless", "--convert-to", "pdf", "--outdir", folder, *folder.glob("*.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {kind: _pages(folder / f"{kind}.pdf") for kind in KINDS}


def _pages(path: Path) -> list[str]:
    opened = pypdfium2.PdfDocument(path)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in opened]


@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_shows_every_sentence_and_numbers_pages_from_the_second(kind, pages):
    shown = pages[kind]
    squeezed = "".join("".join(shown).split())
    texts = [p.text for p in document(content_of(kind), version=1).parts if isinstance(p, Paragraph)]
    assert [t for t in texts if "".join(t.split())[:40] not in squeezed] == []
    assert not shown[0].startswith("1 ")
    assert all(page.startswith(f"{number} ") for number, page in enumerate(shown[1:], 2))
    assert all(len(page) > 60 for page in shown), "no page stands empty"


@pytest.mark.parametrize("kind", KINDS)
def test_the_signature_never_stands_alone_on_its_page(kind, pages):
    signed = next(page for page in pages[kind] if "Nơi nhận:" in page)
    assert "./." in signed
