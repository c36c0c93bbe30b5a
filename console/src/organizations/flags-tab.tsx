import { EmptyState, ListTable, Tag, type Column } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useParam } from '../shell/use-params.ts'
import type { Flag } from './flag.ts'
import { OverrideFlag } from './override-flag.tsx'
import { OrganizationFrame } from './organization-frame.tsx'
import { texts } from './texts.ts'

const { columns, levels, edit, fixed } = texts.flags

const COLUMNS: readonly Column<Flag>[] = [
  {
    name: columns.flag,
    show: ({ name, key }) => (
      <>
        <span className="strong">{name}</span>
        <div className="quiet small">
          <code>{key}</code>
        </div>
      </>
    ),
  },
  { name: columns.value, show: ({ value }) => <code>{value}</code> },
  { name: columns.level, show: ({ level }) => <Tag>{levels[level]}</Tag> },
  {
    name: columns.otherwise,
    isExtra: true,
    show: ({ values }) => (values.org === null ? null : <code>{values.env ?? values.default}</code>),
  },
]

function FlagsTab() {
  const code = useParam('organization')
  const { feature_flags: flags } = useAnswer('getOrganizationFlagLevels', { org_code: code })
  const [open, setOpen] = useState<Flag>()
  return (
    <OrganizationFrame tab="feature-flags" lead={texts.flags.lead}>
      <ListTable
        label={texts.tabs['feature-flags']}
        columns={COLUMNS}
        rows={flags}
        keyOf={({ key }) => key}
        menuOf={(flag) =>
          flag.allow_override_level === 'env' ? (
            <span className="quiet small">{fixed}</span>
          ) : (
            <Button size="compact-sm" aria-label={edit(flag.name)} onClick={() => setOpen(flag)}>
              {texts.flags.override}
            </Button>
          )
        }
        empty={<EmptyState title={texts.flags.emptyTitle}>{texts.flags.empty}</EmptyState>}
      />
      {open && <OverrideFlag key={open.key} code={code} flag={open} onClose={() => setOpen(undefined)} />}
    </OrganizationFrame>
  )
}

export const organizationFlagsPage: PageDefinition = {
  load: ({ ask, params: { organization = '' } }) => [
    ask('getOrganization', { code: organization }),
    ask('getOrganizationFlagLevels', { org_code: organization }),
  ],
  Component: FlagsTab,
}
