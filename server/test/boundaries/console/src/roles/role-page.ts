import { queryOf } from '../../../api-client/src/queries.ts'
import { usersPage } from '../users/users-page.ts'
export const planted = [queryOf, usersPage]
