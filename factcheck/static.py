"""How static files are stored and named."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Names carry a hash of the content, in the `import` lines of ES modules too.

    Without the latter an upgrade would mix modules of two releases in one browser.
    """

    support_js_module_import_aggregation = True
    # A pass names one more link of each chain of imports; the longest has about ten.
    max_post_process_passes = 30
