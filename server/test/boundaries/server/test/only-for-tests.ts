export const onlyForTests = 'test'
