"""The project's addresses: the product's, and Django's admin for admins."""

from django.urls import include, path

from annotations import admin

urlpatterns = [
    path("", include("annotations.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "factcheck.errors.bad_request"
handler403 = "factcheck.errors.permission_denied"
handler404 = "factcheck.errors.page_not_found"
handler500 = "factcheck.errors.server_error"
