"""What is told of ratings."""

from bailiwick.kernel.notifications.declaring import declare
from bailiwick.kernel.notifications.news import Condition, News, Placeholder
from bailiwick.kernel.notifications.types import Rule
from bailiwick.portal.ratings.events import IncidentRated
from bailiwick.portal.ratings.types import LOW, SCORES
from bailiwick.resolution.telling.subject import INCIDENT

SCORED = tuple((str(score), f"{score}, {words.lower()}") for score, words in SCORES.items())

declare(
    News(
        IncidentRated,
        "Somebody was not content with an incident",
        INCIDENT,
        "{{ reference }} was rated {{ score }} of 5: {{ title }}",
        (Rule("low", to=("managers",), when={"score": tuple(map(str, range(1, LOW + 1)))}),),
        conditions=(Condition("score", "Rating", lambda _, event: event.score, lambda: SCORED),),
        placeholders=(Placeholder("score", "the rating, 1 to 5", lambda _, news: news.event.score),),
        examples=lambda one: {f"A rating of {score}": IncidentRated(one.pk, score) for score in (1, 3, 5)},
    )
)
