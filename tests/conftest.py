"""Properties are tested for what they say, not for how long a busy machine takes to say it."""

import os

import pytest
from hypothesis import settings

os.environ["JIAOZHU_LANGUAGE"] = "en"  # whatever the locale of the machine

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory):
    """No test finds what another run has kept of a page, or leaves any of it behind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.annotate.cache._FOLDER", str(tmp_path_factory.mktemp("editions")))
        yield
