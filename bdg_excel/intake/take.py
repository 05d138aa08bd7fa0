"""Files into what is known of each alone, by processes of their own: a file can hurt no other.

They read (see ``understanding``); nothing of what that takes is loaded here.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from bdg_excel.findings import finding
from bdg_excel.inbox import InboxFile, named_place
from bdg_excel.intake.isolation import LIMITS, Failure, Limits, isolated
from bdg_excel.intake.taken import Taken
from bdg_excel.layout import FormLayout
from bdg_excel.programme import Programme

_UNDERSTAND = "bdg_excel.intake.understanding:understand"


@contextmanager
def take(
    files: Sequence[InboxFile],
    programme: Programme,
    forms: Mapping[str, FormLayout],
    limits: Limits = LIMITS,
) -> Iterator[Iterator[Taken]]:
    """Each of `files`, in their order; they are read from now on, whatever this process is doing.

    A file that kills, hangs or bloats its reader is told.
    """
    with isolated(_UNDERSTAND, (programme, forms), files, limits) as results:
        yield (
            _failed(file, result, programme) if isinstance(result, Failure) else result
            for file, result in zip(files, results, strict=True)
        )


def _failed(file: InboxFile, failure: Failure, programme: Programme) -> Taken:
    place = named_place(file.name, programme)
    found = finding("reading_failed", place, reason=failure.reason)
    return Taken(file.name, "", programme.units_by_code.get(place.unit_code), 0, None, (found,))
