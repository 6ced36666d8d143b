import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({ description: 'Something with an identity of its own.' })
export abstract class Node {
  @Field(() => ID, { description: 'Unique over everything and for ever; opaque: never parse it.' })
  id!: string;
}
