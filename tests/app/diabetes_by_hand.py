"""The candidates of the diabetes example as a person would write them, without Outcrop."""

from hashlib import sha256

from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR


def seed(block):
    """The rule of core/codegen/README.md, for the pipeline's seed 0."""
    return int(sha256(f"0/{block}".encode()).hexdigest()[:8], 16) & 0x7FFFFFFF


def make_candidates():
    components = PCA(n_components=5, random_state=seed("components"))
    return {
        "pcr": make_pipeline(StandardScaler(), components, LinearRegression()),
        "linear": LinearRegression(),
        "ridge": Ridge(alpha=0.1, random_state=seed("ridge")),
        "svr": make_pipeline(StandardScaler(), SVR(C=50.0)),
        "forest": RandomForestRegressor(n_estimators=200, random_state=seed("forest")),
    }
