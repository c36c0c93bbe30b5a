export const plantedJobs = []
