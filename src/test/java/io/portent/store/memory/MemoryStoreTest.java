package io.portent.store.memory;

import io.portent.store.Store;
import io.portent.store.StoreContract;

final class MemoryStoreTest extends StoreContract {
    private final MemoryStore store = new MemoryStore();

    @Override
    public Store store() {
        return store;
    }
}
