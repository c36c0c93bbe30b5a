import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import classes from './search-button.module.css'

const SearchDialog = lazy(async () => ({ default: (await import('./search-dialog.tsx')).SearchDialog }))

/** Opens the search, also by Control K or Command K; its code is fetched at the first use. */
export function SearchButton() {
  const [isOpen, { open, close }] = useDisclosure()
  useHotkeys([['mod+K', open]], [])
  return (
    <>
      <UnstyledButton className={classes['find']} onClick={open}>
        <IconSearch size={16} stroke={1.5} aria-hidden="true" />
        <span>Search or jump to</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </UnstyledButton>
      {isOpen && (
        <Suspense>
          <SearchDialog onClose={close} />
        </Suspense>
      )}
    </>
  )
}
