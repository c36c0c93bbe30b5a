import { plantedJobs } from './domain/planted/jobs.ts'
import { insidesOfPlanted } from './domain/planted/queries.ts'
import { plantedRoutes } from './domain/planted/routes.ts'
export const composition = [plantedJobs, insidesOfPlanted, plantedRoutes]
