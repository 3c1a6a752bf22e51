"""What people are offered while they type a name."""

from collections.abc import Callable

from annotations.models import Outlet, Review, Story, User, Version
from annotations.overview.called import outlets_offered

MakeVersion = Callable[..., Version]


def publish(version: Version, name: str, merged_into: Outlet | None = None) -> Outlet:
    outlet = Outlet.objects.create(name=name, merged_into=merged_into)
    version.article.outlet = outlet
    version.article.save()
    return outlet


def test_reviewers_are_offered_the_outlets_of_their_stories_by_the_names_that_stand(
    alice: User, dan: User, eve: User, review: Review, make_version: MakeVersion
) -> None:
    elsewhere = Story.objects.create(title="Another story", slug="another-story")
    post = publish(make_version(), "The Post")
    publish(make_version(), "Post Online", merged_into=post)
    publish(review.version, "Gazette")
    publish(make_version(within=elsewhere), "Elsewhere")

    assert outlets_offered(alice) == ["Gazette", "The Post"]
    assert outlets_offered(eve) == []
    assert outlets_offered(dan) == ["Elsewhere", "Gazette", "The Post"]
