import type { Schemas } from '@gatehouse/api-client'
import { Tag, type Column } from '@gatehouse/ui'
import { paths, type Place } from '../paths.ts'
import { texts } from './texts.ts'

type Role = Schemas['schemas']['roles']

export function roleColumns(place: Place): readonly Column<Role>[] {
  return [
    {
      name: texts.columns.name,
      show: ({ id, name, description }) => (
        <>
          <a href={paths.role(place, id)}>{name}</a>
          {description && <div className="quiet small">{description}</div>}
        </>
      ),
    },
    { name: texts.columns.key, show: ({ key }) => <code>{key}</code> },
    {
      name: texts.columns.given,
      isExtra: true,
      show: ({ is_default_role, is_assigned_to_creator }) =>
        (is_default_role || is_assigned_to_creator) && (
          <span>
            {is_default_role && <Tag>{texts.toNewMembers}</Tag>}{' '}
            {is_assigned_to_creator && <Tag>{texts.toCreators}</Tag>}
          </span>
        ),
    },
  ]
}
