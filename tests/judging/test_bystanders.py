"""What a corruption does besides: the whole audit, for one corruption of each form."""

import pytest
from judging.registry import forms
from judging.spoiling import Form, bystanders, cases, origin


@pytest.mark.parametrize("form", forms(), ids=lambda form: f"{form.clause}-{form.name}")
def test_no_clause_speaks_up_that_the_form_does_not_name(form: Form) -> None:
    """A session moved in time touches custody too, and says so; whatever it does not name stays silent."""
    case = cases(form)[0]
    assert bystanders(form, origin(case), case) <= form.also
