"""The one settings file. What differs between machines comes from the environment (environment.py)."""

import django_stubs_ext
from csp.constants import NONE, SELF

from factcheck.environment import BASE_DIR, database, read_environment, secret_key

django_stubs_ext.monkeypatch()

_env = read_environment()

DEBUG = _env.debug
SECRET_KEY = secret_key(_env)
ALLOWED_HOSTS = _env.hosts
CSRF_TRUSTED_ORIGINS = _env.origins
DATABASES = {"default": database(_env)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The product's own settings. The demo's one-click sign-in exists only while FACTCHECK_DEMO is true.
FACTCHECK_DEMO = _env.demo
FACTCHECK_VAR = _env.var
FACTCHECK_MAX_ARTICLE_BYTES = _env.max_article_bytes
FACTCHECK_MAX_FILE_BYTES = _env.max_file_bytes
FACTCHECK_MAX_ARCHIVE_BYTES = _env.max_archive_bytes
FACTCHECK_SEEDS = BASE_DIR / "seeds"

INSTALLED_APPS = [
    "annotations",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "ninja",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "factcheck.middleware.PagesCompressed",
    "csp.middleware.CSPMiddleware",
    "factcheck.middleware.nothing_kept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

AUTH_USER_MODEL = "annotations.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = _env.time_zone

STATIC_URL = "static/"
STATIC_ROOT = _env.var / "static"
_STATIC_STORAGE = (
    "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "factcheck.static.ModuleManifestStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
    # The bytes that articles came in. They are served to nobody but through a page.
    "originals": {
        "BACKEND": "annotations.intake.storage.WholeFiles",
        "OPTIONS": {"location": _env.var / "originals"},
    },
}
# What takes long is done by a worker beside the server, which finds it in the database.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "factcheck.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _env.https
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _env.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _env.behind_proxy else None
# Promising https for a newsroom's other subdomains, for good, is not this product's to do.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
CSRF_FAILURE_VIEW = "factcheck.errors.csrf_failure"
# A pasted article must fit, with the form around it; uploaded files are counted apart, one by one.
DATA_UPLOAD_MAX_MEMORY_SIZE = _env.max_article_bytes + 500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# Above the 10,000 that the form for articles takes at a time, so that it can say so.
DATA_UPLOAD_MAX_NUMBER_FILES = 10_100
FILE_UPLOAD_HANDLERS = ["annotations.views.receiving.IntoOneFile"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
