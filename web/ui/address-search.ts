import { useSearchParams } from 'react-router';

/** What the address's search says, and how to change it. */
export function useAddressSearch<Said>(read: (search: URLSearchParams) => Said, write: (said: Said) => URLSearchParams | Record<string, string>): [said: Said, change: (change: (latest: Said) => Said) => void] {
  const [search, setSearch] = useSearchParams();
  return [
    read(search),
    // What was rendered follows a moment later; a quick second change must build on the first.
    change => setSearch(write(change(read(new URLSearchParams(location.search)))), { replace: true, preventScrollReset: true }),
  ];
}
