/** The accounts of telephones in browsers, where the telephone system keeps them. */
export interface Softphones {
  /** Makes the account, or gives it another digest: MD5 of `username:realm:password`, in hex. */
  put(account: { username: string; digest: string }): Promise<void>;
  /** Forgets the account and whatever is registered with it; does nothing when there is none. */
  remove(username: string): Promise<void>;
  /** The usernames of all accounts that there are. */
  list(): Promise<string[]>;
}

/** Whether a SIP endpoint is the telephone in somebody's browser; those on desks may be called desk-something too. */
export const isSoftphone = (endpoint: string): boolean => /^desk-[0-9a-f]{24}$/.test(endpoint);

/** How the sound finds its way between a browser and the telephone system when they are not in one network. */
export interface IceSettings {
  /** Such as stun:stun.example.com:3478; empty: none. */
  stunUrls: string[];
  /** A relay and the secret that it shares with us; null: none. */
  turn: { urls: string[]; secret: string } | null;
}

/** What telephones in browsers need of the house. */
export interface PhoneHouse {
  accounts: Softphones;
  /** Where the telephone system takes SIP over a WebSocket. */
  socketUrl: URL;
  ice: IceSettings;
}
