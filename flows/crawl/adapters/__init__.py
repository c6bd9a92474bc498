"""One small module for each family of content management systems: how its lists are read."""

ADAPTERS = ("links", "trs", "jcms", "jcms_annual", "jpaas", "gkmlpt", "lonsun", "vsb", "shtml")
