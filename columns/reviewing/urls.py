"""Addresses of the outsider's pages."""

from django.urls import path

from columns.reviewing import views

urlpatterns = [
    path("review/<str:token>/", views.review, name="review"),
    path("review/<str:token>/remarks/", views.remark, name="review_remark"),
    path("review/<str:token>/remarks/<int:remark_id>/reply/", views.reply, name="review_reply"),
    path("review/<str:token>/approve/", views.approve, name="review_approve"),
]
