export const flow = 'flow'
