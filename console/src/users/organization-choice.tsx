import { Select } from '@mantine/core'
import { useAnswer } from '../shell/api.ts'
import { useGo } from '../shell/use-go.ts'
import { useParam, useSearchText } from '../shell/use-params.ts'
import { texts } from './texts.ts'

/** As many as the choice shows; a person with more finds the others in the tab of organizations. */
export function membershipsOf(id: string) {
  return { user_id: id, page_size: 100 } as const
}

/** Returns the organization that the address names, or the first one of the person. */
export function useChosenOrganization() {
  const { organizations } = useAnswer('getUserOrganizations', membershipsOf(useParam('user')))
  const { organization } = useSearchText()
  return organizations.find(({ code }) => code === organization) ?? organizations[0]
}

interface OrganizationChoiceProps {
  readonly chosen: string
  /** The name of the choice of no organization, where there is one. */
  readonly none?: string
  readonly hrefOf: (code: string) => string
}

/** Chooses the organization that a tab is about; the address holds it. */
export function OrganizationChoice({ chosen, none, hrefOf }: OrganizationChoiceProps) {
  const go = useGo()
  const { organizations } = useAnswer('getUserOrganizations', membershipsOf(useParam('user')))
  return (
    <Select
      mt="lg"
      maw={340}
      label={texts.inOrganization}
      data={[
        ...(none === undefined ? [] : [{ value: '', label: none }]),
        ...organizations.map(({ code, name }) => ({ value: code, label: name })),
      ]}
      value={chosen}
      onChange={(code) => {
        if (code !== null) go(hrefOf(code))
      }}
    />
  )
}
