/**
 * Brand assets: the logos and icons of an environment and of its organizations at fixed addresses (compat section 1.1),
 * for our pages and for everybody else's. Routes only.
 */
export {}
