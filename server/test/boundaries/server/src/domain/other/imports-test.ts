import { onlyForTests } from '../../../test/only-for-tests.ts'
export const importsTest = onlyForTests
