// Declarations only: what the compiler needs to know of this nanoFramework assembly. The code is on the board.
[assembly: System.Reflection.AssemblyVersion("1.5.75.0")]

namespace System.Collections
{
    public class DictionaryEntry
    {
        public object Key;
        public object Value;
        public DictionaryEntry(object key, object value) { }
    }

    public class Hashtable : System.ICloneable, System.Collections.IDictionary, System.Collections.ICollection, System.Collections.IEnumerable
    {
        public int Count { get => throw null; }
        public bool IsSynchronized { get => throw null; }
        public object SyncRoot { get => throw null; }
        public bool IsReadOnly { get => throw null; }
        public bool IsFixedSize { get => throw null; }
        public System.Collections.ICollection Keys { get => throw null; }
        public System.Collections.ICollection Values { get => throw null; }
        public object this[object key] { get => throw null; set => throw null; }
        public Hashtable() { }
        public Hashtable(int capacity) { }
        public Hashtable(int capacity, float loadFactor) { }
        public object Clone() => throw null;
        public System.Collections.IEnumerator GetEnumerator() => throw null;
        public void CopyTo(System.Array array, int arrayIndex) => throw null;
        public void Add(object key, object value) => throw null;
        public void Clear() => throw null;
        public bool Contains(object key) => throw null;
        public void Remove(object key) => throw null;
    }

    public interface IDictionary : System.Collections.ICollection, System.Collections.IEnumerable
    {
        bool IsReadOnly { get; }
        bool IsFixedSize { get; }
        System.Collections.ICollection Keys { get; }
        System.Collections.ICollection Values { get; }
        object this[object key] { get; set; }
        void Add(object key, object value);
        void Clear();
        bool Contains(object key);
        void Remove(object key);
    }

    public interface IDictionaryEnumerator : System.Collections.IEnumerator
    {
        object Key { get; }
        object Value { get; }
        System.Collections.DictionaryEntry Entry { get; }
    }

    public class Queue : System.Collections.ICollection, System.Collections.IEnumerable, System.ICloneable
    {
        public virtual int Count { get => throw null; }
        public virtual bool IsSynchronized { get => throw null; }
        public virtual object SyncRoot { get => throw null; }
        public Queue() { }
        public virtual object Clone() => throw null;
        public virtual void Clear() => throw null;
        public virtual void CopyTo(System.Array array, int index) => throw null;
        public virtual void Enqueue(object obj) => throw null;
        public virtual System.Collections.IEnumerator GetEnumerator() => throw null;
        public virtual object Dequeue() => throw null;
        public virtual object Peek() => throw null;
        public virtual bool Contains(object obj) => throw null;
        public virtual object[] ToArray() => throw null;
    }

    public class Stack : System.Collections.ICollection, System.Collections.IEnumerable, System.ICloneable
    {
        public virtual int Count { get => throw null; }
        public virtual bool IsSynchronized { get => throw null; }
        public virtual object SyncRoot { get => throw null; }
        public Stack() { }
        public virtual void Clear() => throw null;
        public virtual object Clone() => throw null;
        public virtual bool Contains(object obj) => throw null;
        public virtual void CopyTo(System.Array array, int index) => throw null;
        public virtual System.Collections.IEnumerator GetEnumerator() => throw null;
        public virtual object Peek() => throw null;
        public virtual object Pop() => throw null;
        public virtual void Push(object obj) => throw null;
        public virtual object[] ToArray() => throw null;
    }
}
