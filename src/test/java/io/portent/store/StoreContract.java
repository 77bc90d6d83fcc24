package io.portent.store;

/** What every store does. */
public abstract class StoreContract implements WindowContract, JournalContract, UpkeepContract {}
