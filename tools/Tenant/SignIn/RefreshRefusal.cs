namespace ScanToMail.Tenant.SignIn
{
    /// <summary>Why a refresh token is refused; all of them are invalid_grant.</summary>
    public enum RefreshRefusal
    {
        /// <summary>AADSTS50173: the password was changed, or an administrator revoked the sign-in.</summary>
        Revoked,

        /// <summary>AADSTS70043: Conditional Access asks for a new sign-in from time to time.</summary>
        SignInFrequency,

        /// <summary>AADSTS700082: not used for too long.</summary>
        Inactive,

        /// <summary>AADSTS54005: used already, where a token is good for one use.</summary>
        UsedAlready,
    }
}
