using System;
using ScanToMail.Hal;

namespace ScanToMail.Documents
{
    /// <summary>What a document says of itself.</summary>
    public sealed class DocumentInfo
    {
        /// <summary>Title, any script.</summary>
        public string Title = "";

        /// <summary>The program that made it.</summary>
        public string Producer = "";

        /// <summary>The device's local time.</summary>
        public DateTime LocalTime;

        /// <summary>What the local time is ahead of UTC, in minutes.</summary>
        public int UtcOffsetMinutes;

        /// <summary>16 random bytes that tell this document from all others.</summary>
        public byte[] Id;
    }

    /// <summary>
    /// A document that is written while its pages are scanned: Begin, then BeginPage, the page's bytes and EndPage for
    /// each page, then End. No page is held. Errors are <see cref="DocumentException"/>; the document is then worth
    /// nothing.
    /// </summary>
    public abstract class DocumentWriter
    {
        /// <summary>Its media type.</summary>
        public abstract string ContentType { get; }

        /// <summary>Its file name's ending, without the dot.</summary>
        public abstract string Extension { get; }

        /// <summary>Starts a document into the next stage.</summary>
        public abstract void Begin(ByteSink next, DocumentInfo info);

        /// <summary>Starts a page and returns where its bytes go.</summary>
        public abstract ByteSink BeginPage(PageInfo page);

        /// <summary>Ends the page.</summary>
        public abstract void EndPage();

        /// <summary>Ends the document.</summary>
        public abstract void End();
    }

    /// <summary>Why a page can't go into a document.</summary>
    public enum DocumentFailure
    {
        /// <summary>The page is not what it is said to be.</summary>
        NotAnImage,

        /// <summary>An image, but of a kind that the document can't hold.</summary>
        Unsupported,

        /// <summary>The image ends too early.</summary>
        Truncated,

        /// <summary>The document grew beyond what its format can hold.</summary>
        TooLarge
    }

    /// <summary>A page can't go into a document.</summary>
    public sealed class DocumentException : Exception
    {
        /// <summary>An error of a page, counted from 1.</summary>
        public DocumentException(DocumentFailure failure, int page, string problem)
            : base("page " + page.ToString() + " " + problem)
        {
            Failure = failure;
            Page = page;
        }

        /// <summary>Which way it failed.</summary>
        public DocumentFailure Failure { get; }

        /// <summary>The page, counted from 1.</summary>
        public int Page { get; }
    }
}
