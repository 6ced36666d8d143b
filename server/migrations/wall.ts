/**
 * The wall around the rows of one customer: the service reads all of them at no cost, and a connection that works for a
 * customer reaches that customer's alone. A table with rows of customers calls this in the migration that makes it.
 */
export const wallAround = (table: string, column = 'customer_id'): string => `
  alter table ${table} enable row level security;
  create policy of_service on ${table} to vorzimmer_app using (true) with check (true);
  create policy of_customer on ${table} to vorzimmer_customer
    using (${column} = (select current_customer())) with check (${column} = (select current_customer()))`;

/** Takes the wall down again. */
export const noWallAround = (table: string): string => `
  drop policy of_customer on ${table};
  drop policy of_service on ${table};
  alter table ${table} disable row level security`;
