"""What was taught: lectures, their sections as a tree in reading order, and what each section comes down to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Lecture(models.Model):
    slug = models.SlugField(_("name of its content folder"), max_length=64, unique=True)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=16, default="zh-hans")
    target = models.PositiveSmallIntegerField(_("questions wanted in a section"), default=10)

    class Meta:
        verbose_name = _("lecture")
        verbose_name_plural = _("lectures")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """A part of a lecture that can be read and quizzed by itself.

    `number` names it in addresses and files (`2.3`); `label` is what is printed before the title (`2.3`, `二`, or
    nothing). `passages` are the passages of the lecture that a question may point at: `{"1b": "…"}`.
    """

    lecture = models.ForeignKey(Lecture, models.CASCADE, related_name="sections", verbose_name=_("lecture"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("part")
    )
    number = models.CharField(_("numbering"), max_length=16)
    label = models.CharField(_("label"), max_length=16, blank=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"))
    passages = models.JSONField(_("passages"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the order"))

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["lecture", "position"]
        constraints = [
            models.UniqueConstraint(fields=["lecture", "number"], name="section_number_once_a_lecture"),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        if not self.label:
            return self.title
        return f"{self.label} {self.title}" if self.label.isascii() else f"{self.label}、{self.title}"

    @property
    def paragraphs(self) -> list[str]:
        return [block.strip() for block in self.summary.split("\n\n") if block.strip()]


class KeyPoint(models.Model):
    """One thing to remember from a section, numbered from 1; results link back to it."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="points", verbose_name=_("section"))
    number = models.PositiveSmallIntegerField(_("numbering"))
    text = models.CharField(_("text"), max_length=300)

    class Meta:
        verbose_name = _("key point")
        verbose_name_plural = _("key points")
        ordering = ["section", "number"]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="key_point_number_once_a_section"),
        ]

    def __str__(self) -> str:
        return self.text


class RelatedSection(models.Model):
    """`section` is read together with `other`, which is its `label` (the remedy of this cause, say)."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="related", verbose_name=_("section"))
    other = models.ForeignKey(Section, models.CASCADE, related_name="+", verbose_name=_("section"))
    label = models.CharField(_("relation"), max_length=64)

    class Meta:
        verbose_name = _("related section")
        verbose_name_plural = _("related sections")
        ordering = ["section", "id"]
        constraints = [
            models.UniqueConstraint(fields=["section", "other"], name="related_section_once"),
            models.CheckConstraint(condition=~models.Q(section=models.F("other")), name="related_section_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.other}"
