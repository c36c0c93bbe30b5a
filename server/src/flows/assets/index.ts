/**
 * Brand assets: the logos and icons of an environment and of its organizations, at fixed addresses that our pages and those
 * of applications use. Routes only.
 */
export {}
