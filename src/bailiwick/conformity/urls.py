"""The addresses of conformity."""

from django.urls import path

from bailiwick.conformity import views

urlpatterns = [
    path("requirements/", views.requirements, name="requirements"),
    path("requirements/<str:requirement_id>/", views.requirement, name="requirement"),
    path("clauses/<str:number>/assessments/", views.assessments, name="clause-assessments"),
]
