"""What runs once before the web server starts: migrations, and the link for the first administrator."""

import json
import os
import sys


def prepare() -> None:
    """Print one line of JSON: `link` is where the first administrator begins, or null."""
    import django

    django.setup()
    from bailiwick.site.schema import migrate
    from bailiwick.site.welcome import one_time_link

    migrate()
    link = one_time_link(os.environ["BAILIWICK_PUBLIC_URL"])
    sys.stdout.write(json.dumps({"link": link}) + "\n")


if __name__ == "__main__":
    prepare()
