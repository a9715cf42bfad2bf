"""Everything a page needs with one load: the parts and the Vietnamese filters."""

from django import template

from lachan.web.templatetags import charts, drawings, entry, records, tables, vietnamese

register = template.Library()

for topic in (vietnamese, drawings, charts, records, tables, entry):
    register.tags.update(topic.register.tags)
    register.filters.update(topic.register.filters)


@register.inclusion_tag("parts/banner.html")
def banner(is_sample: bool) -> dict[str, object]:
    """The strip over every page of a sample province."""
    return {"is_sample": is_sample}
