export const b = 'b'
