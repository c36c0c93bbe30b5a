export const plantedRoutes = []
